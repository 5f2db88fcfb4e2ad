import { issueAccessToken } from '../authority/staff-tokens.ts';
import { staff } from '../authority/staff.ts';
import { issuePolicyToken } from '../authority/policy-tokens.ts';
import { findTenant } from '../authority/tenants.ts';
import { check, tokenSchema } from './control-schema.ts';
import { bodyOf, type ControlParts, type Operation } from './operation.ts';
import { requirePerson } from './person-operations.ts';
import { ControlProblem } from '../http/problem.ts';

/**
 * Issues an access token for the service to a member of the staff; otherwise an ID token, as a policy of a B2C tenant does after a sign-in.
 */
export const issueToken =
  ({ urls, key, people }: ControlParts): Operation =>
  async (call) => {
    const order = check(tokenSchema, bodyOf(call));
    const authority = urls().authority;
    const colleague = staff.find(({ name }) => name === order.person);
    if (colleague)
      return {
        status: 201,
        body: {
          token_type: 'Bearer',
          access_token: await issueAccessToken(key, authority, colleague),
        },
      };
    const tenant = findTenant(order.system);
    if (!tenant) throw new ControlProblem(400, 'unknown-system', 'Name a tenant, such as b2c-de.');
    const person = order.person === undefined ? undefined : requirePerson(people, order.person);
    const objectId =
      order.objectId ?? person?.accounts.find((account) => account.system === tenant.id)?.objectId;
    if (objectId === undefined)
      throw new ControlProblem(
        400,
        'invalid-request',
        'Name a person who has an account in that tenant, or an objectId.',
      );
    const idToken = await issuePolicyToken(key, authority, {
      tenant,
      policy: order.policy,
      objectId,
      emails: person?.emails ?? [],
      audience: order.audience,
      claims: order.claims,
    });
    return {
      status: 201,
      body: {
        token_type: 'Bearer',
        id_token: idToken,
        metadata: `${authority}/${tenant.domain}/${order.policy}/v2.0/.well-known/openid-configuration`,
      },
    };
  };
