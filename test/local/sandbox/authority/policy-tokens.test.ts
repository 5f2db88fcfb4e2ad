import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { everywhere, objectIdIn, startFixture, type Fixture } from '../support/sandbox-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

interface Issued {
  id_token: string;
  metadata: string;
}

async function issue(order: object): Promise<Issued> {
  const { body } = await fixture.control.call('POST', 'tokens', order);
  return body as Issued;
}

async function verify({ id_token: token, metadata }: Issued) {
  const { issuer, jwks_uri: keys } = (await (await fetch(metadata)).json()) as {
    issuer: string;
    jwks_uri: string;
  };
  return jwtVerify(token, createRemoteJWKSet(new URL(keys)), {
    issuer,
    audience: 'habeas-self-service',
  });
}

describe('tokens of a B2C policy', () => {
  it('can be verified with the metadata of the policy, and name person and policy', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    const { payload, protectedHeader } = await verify(
      await issue({ person: person!.person, system: 'b2c-fr', policy: 'B2C_1A_fresh' }),
    );
    expect(payload).toMatchObject({
      oid: objectIdIn(person!, 'b2c-fr'),
      sub: objectIdIn(person!, 'b2c-fr'),
      tfp: 'B2C_1A_fresh',
      emails: person!.emails,
    });
    expect(payload.iss).toMatch(
      /^https:\/\/localhost:\d+\/6f0a3c52-1d5e-4b7a-9c41-0d2e8f7a1b02\/v2\.0\/$/,
    );
    expect(protectedHeader.alg).toBe('RS256');
  });

  it('can be issued expired, or with a claim left out', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    await expect(
      issue({ person: person!.person, claims: { exp: 1 } }).then(verify),
    ).rejects.toThrow(/exp/);
    const { payload } = await verify(
      await issue({ person: person!.person, claims: { tfp: null, acr: 'b2c_1_old', nonce: 'n' } }),
    );
    expect(payload).toMatchObject({ acr: 'b2c_1_old', nonce: 'n' });
    expect('tfp' in payload).toBe(false);
  });

  it('are signed with keys of their tenant, so a token is not accepted in another tenant', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    const [german, french] = await Promise.all(
      ['b2c-de', 'b2c-fr'].map((system) => issue({ person: person!.person, system })),
    );
    const { iss } = decodeJwt(french!.id_token);
    const forged = await issue({ person: person!.person, system: 'b2c-de', claims: { iss } });
    await expect(verify({ ...forged, metadata: french!.metadata })).rejects.toThrow(
      /no applicable key/,
    );
    await expect(verify(german!)).resolves.toBeDefined();
  });

  it('need a person who has an account in the tenant', async () => {
    const [person] = await fixture.control.byTrait('vendors-only');
    expect(await fixture.control.call('POST', 'tokens', { person: person!.person })).toMatchObject({
      status: 400,
      body: { code: 'invalid-request' },
    });
  });
});
