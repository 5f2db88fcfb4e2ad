import { uuidOf } from '../../store/random.ts';
import type { Doc } from '../../store/records.ts';
import { writeAuditEvent } from './audit-log.ts';
import {
  actualUser,
  collection,
  entity,
  noContent,
  seenUser,
  userDocOf,
  writeUser,
  type GraphContext,
  type Operation,
} from './context.ts';
import { badRequest, notFound } from './graph-error.ts';
import type { Related } from './related.ts';
import type { UserDoc } from './user-record.ts';

/** Fixed ids: https://learn.microsoft.com/graph/api/resources/phoneauthenticationmethod */
const phoneIds = {
  mobile: '3179e48a-750b-4051-897c-87b9720928f7',
  alternateMobile: 'b6332ec1-7057-4abe-9331-3d72feddfe41',
  office: 'e37fc753-ff3b-4958-9484-eaa9425c82bc',
} as const;
const passwordId = '28c10230-6103-485e-b985-444c60001490';
const emailId = '3ddfcfc8-9383-446f-83cc-3ab9be4be18f';

export type MethodKind =
  'phoneMethods' | 'emailMethods' | 'softwareOathMethods' | 'passwordMethods';

const listedPhones = (related: Related) =>
  (related.phoneMethods ?? []).filter((phone) => phone.listed);

/** A user's methods of one kind. B2C does not list all MFA numbers that it holds, so an empty list proves nothing. */
function methodsOf(kind: MethodKind, { user, related }: UserDoc): Doc[] {
  switch (kind) {
    case 'phoneMethods':
      return listedPhones(related).map(({ phoneType, phoneNumber }) => ({
        id: phoneIds[phoneType],
        phoneNumber,
        phoneType,
        smsSignInState: 'notAllowedByPolicy',
      }));
    case 'emailMethods':
      return (related.emailMethods ?? [])
        .slice(0, 1)
        .map((emailAddress) => ({ id: emailId, emailAddress }));
    case 'softwareOathMethods':
      return Array.from({ length: related.softwareOathMethods ?? 0 }, (_, index) => ({
        id: uuidOf(`totp ${String(user['id'])} ${String(index)}`),
        secretKey: null,
      }));
    case 'passwordMethods':
      return related.password === false
        ? []
        : [{ id: passwordId, password: null, createdDateTime: user['createdDateTime'] ?? null }];
  }
}

const types: Readonly<Record<MethodKind, string>> = {
  phoneMethods: '#microsoft.graph.phoneAuthenticationMethod',
  emailMethods: '#microsoft.graph.emailAuthenticationMethod',
  softwareOathMethods: '#microsoft.graph.softwareOathAuthenticationMethod',
  passwordMethods: '#microsoft.graph.passwordAuthenticationMethod',
};

const contextName = (id: string, kind: string) => `users('${id}')/authentication/${kind}`;

export const listAllMethods: Operation = (context, { user = '' }) => {
  const record = seenUser(context, user);
  const doc = userDocOf(record.doc);
  const value = (Object.keys(types) as MethodKind[]).flatMap((kind) =>
    methodsOf(kind, doc).map((method) => ({ '@odata.type': types[kind], ...method })),
  );
  return collection(context, contextName(record.id, 'methods'), value);
};

export const listMethods =
  (kind: MethodKind): Operation =>
  (context, { user = '' }) => {
    const record = seenUser(context, user);
    return collection(
      context,
      contextName(record.id, kind),
      methodsOf(kind, userDocOf(record.doc)),
    );
  };

/** Kinds that local accounts of B2C do not have. */
export const listNoMethods: Operation = (context, { user = '', kind = '' }) =>
  collection(context, contextName(seenUser(context, user).id, kind), []);

export const getMethod =
  (kind: MethodKind): Operation =>
  (context, { user = '', method = '' }) => {
    const record = seenUser(context, user);
    const found = methodsOf(kind, userDocOf(record.doc)).find(({ id }) => id === method);
    if (!found) throw notFound(method);
    return entity(context, contextName(record.id, kind), found);
  };

function without(kind: MethodKind, related: Related, method: string): Related {
  if (kind === 'emailMethods') return { ...related, emailMethods: [] };
  if (kind === 'softwareOathMethods')
    return { ...related, softwareOathMethods: (related.softwareOathMethods ?? 1) - 1 };
  const phones = related.phoneMethods ?? [];
  // The alternate mobile must be deleted before the mobile (phoneauthenticationmethod-delete).
  if (method === phoneIds.mobile && phones.some((phone) => phone.phoneType === 'alternateMobile'))
    throw badRequest('The alternate mobile phone must be deleted before the mobile phone.');
  return {
    ...related,
    phoneMethods: phones.filter((phone) => phoneIds[phone.phoneType] !== method),
  };
}

export const deleteMethod =
  (kind: MethodKind): Operation =>
  (context: GraphContext, { user = '', method = '' }) => {
    const record = actualUser(context, user);
    const doc = userDocOf(record.doc);
    if (!methodsOf(kind, doc).some(({ id }) => id === method)) throw notFound(method);
    writeUser(context, record.id, 'live', { ...doc, related: without(kind, doc.related, method) });
    writeAuditEvent(context, record, {
      activity: 'User deleted security info',
      operationType: 'Delete',
    });
    return noContent('erased');
  };
