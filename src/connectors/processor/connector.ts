import { z } from 'zod';
import { defineConnector } from '../contract.ts';
import { addressGuard } from '../kit/address-guard.ts';
import { portableByName } from '../kit/portable-parts.ts';
import { probeBy } from '../kit/probe-by.ts';
import { usualLimits } from '../kit/vendor-request.ts';
import { worthAsking } from '../kit/worth-asking.ts';
import { eraseRecord, verifyRecord } from './erase-record.ts';
import { exportRecord } from './export-record.ts';
import { findRecords, processorLookUps } from './find-records.ts';
import { opendsrClient } from './opendsr-client.ts';
import { opendsr } from './opendsr.ts';
import { processorClient } from './processor-client.ts';
import { keptParts, secrets, settings } from './settings.ts';

export default defineConnector({
  name: 'processor',
  title: 'Own service that speaks the Habeas processor protocol',
  role: 'downstream',
  recordsName: 'records',
  settings,
  secrets,
  guide: {
    permissions: [
      'only the secret: a person or program that has it may search, read and erase everybody in that service',
      'the service must be reachable from Habeas, at `baseUrl`, by four calls ([the protocol](processor-protocol.md), with an example service)',
    ],
    finds: [
      'object IDs that the service stores, whichever tenant they are from: a match',
      'ids of its own records: a match',
      'addresses and phone numbers by which the service reaches the person (`emails`, `phones`): a match',
      'addresses and phone numbers in other fields (`otherEmails`, `otherPhones`): leads, unless the field is trusted',
    ],
    erases:
      'What the service does when it is asked to erase a record. It may answer that it works until a date; it is asked again until then. `erased` is reported only when the service answers that the record is gone and a search no longer finds it.',
    neverSearched: [
      'kinds of identifiers that the setting `identifiers` leaves out, and user names and federated sign-ins',
    ],
    notExported: [],
    remains: [
      'what the service hides first and destroys later, until the date `purgeBy` that it names: residual `purge`',
      'what the service retains by law, as it answers: the report names it with reason, law and end. The service is asked to erase it at its end',
    ],
    limits: [
      'Habeas believes what the service answers about its own data. Its team must test that nothing is left.',
      'A search takes one call, and an export takes one call for each page. Neither Habeas nor the protocol bills anything.',
      'Callbacks are not used. A service that needs a long time is asked again.',
      'With `opendsr`, the processor is sent every object ID and address of the person, whether it knows them or not. It offers no search and no reading back, so an erasure ends as `unverifiable`. Results must be JSON. The signatures of its answers are not checked: the connection already proves which host answers.',
    ],
  },
  portable: portableByName,

  describe: (settings) => ({ keeps: keptParts(settings) }),
  neededSecrets: ({ dialect }) => (dialect === 'habeas' ? ['secret'] : ['token']),

  open({ id, settings, secrets, now }) {
    const { internalHosts, timeoutSeconds, settleSeconds, identifiers, trustedFields } = settings;
    const { baseUrl, simultaneousCalls, regulation } = settings;
    const limits = { ...usualLimits, timeoutSeconds, agentFor: addressGuard(internalHosts) };
    const common = { baseUrl, simultaneousCalls, limits, now };
    const { secret = '', previousSecret, token = '' } = secrets;
    if (settings.dialect === 'opendsr') {
      const client = opendsrClient({ ...common, token, regulation });
      return opendsr({ client, token, settleSeconds, now });
    }
    const older = previousSecret === undefined ? [] : [previousSecret];
    const client = processorClient({ ...common, secrets: [secret, ...older] });
    const search = { system: id, identifiers, trustedFields, keeps: Object.keys(settings.keeps) };

    return {
      settleSeconds,
      lookUps: processorLookUps(search),
      probe: () =>
        probeBy([
          {
            what: 'search for nobody',
            fix: 'Check baseUrl, the secret of both sides, and that both clocks are right within 5 minutes.',
            attempt: () =>
              client.ask('find', { identifiers: [] }, z.object({ records: z.array(z.never()) })),
          },
        ]),
      find: (known) => findRecords(client, search, worthAsking(known, id)),
      export: (record, sink) => exportRecord(client, record.id, sink, now),
      erase: (record, intent) => eraseRecord(client, search, record.id, intent, now),
      verify: (record, _erasedAt, knownAs = []) =>
        verifyRecord(client, search, record.id, knownAs, now),
    };
  },
});
