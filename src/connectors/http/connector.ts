import { SystemFailure } from '../../domain/failure.ts';
import { defineConnector } from '../contract.ts';
import { portableByName } from '../kit/portable-parts.ts';
import { probeBy } from '../kit/probe-by.ts';
import { worthAsking } from '../kit/worth-asking.ts';
import { eraseRecord, verifyRecord } from './erase-record.ts';
import { exportRecord } from './export-record.ts';
import { findRecords, serviceLookUps } from './find-records.ts';
import { listAt } from './json-path.ts';
import { serviceClient } from './service-client.ts';
import { secrets, settings } from './settings.ts';

export default defineConnector({
  name: 'http',
  title: 'Own service with an HTTP API of its own',
  role: 'downstream',
  recordsName: 'records',
  settings,
  secrets,
  guide: {
    permissions: [
      'a user or key of the service that may search, read and erase everybody there',
      'the calls are declared in the settings: [a whole example, and what each part means](http-services.md)',
    ],
    finds: [
      'the kinds of identifiers for which `find` declares a call',
      'object IDs, record ids, and addresses in `emails` and `phones`: a match',
      'addresses in `otherEmails` and `otherPhones`: leads, unless the field is trusted',
      'a record counts only when it holds the identifier that it was found by',
    ],
    erases:
      'What the call `erase` does in the service. `erased` is reported only when the call `verify` no longer shows the record and no search finds it.',
    neverSearched: [
      'kinds of identifiers for which `find` declares no call, and user names and federated sign-ins',
    ],
    notExported: [
      'what the service erases with the record although no entry of `export` reads it: the author of the settings must declare all of it',
    ],
    remains: [
      'what the service keeps after its own erasure, such as logs and backups: write it into `about`',
    ],
    limits: [
      'The state of a job is read by the id of the record. If a service names jobs by another id, use the [processor protocol](processor-protocol.md).',
      'The limits of the service apply to the calls. `simultaneousCalls` limits how many calls run in parallel.',
    ],
  },
  portable: portableByName,
  neededSecrets: ({ auth }) => (auth.type === 'none' ? [] : ['secret']),

  open({ id, settings, secrets, now }) {
    const client = serviceClient(settings, secrets.secret ?? '', now);
    return {
      settleSeconds: settings.settleSeconds,
      lookUps: serviceLookUps(settings),
      probe: () => probeBy(probeSteps()),
      find: (known) => findRecords(client, settings, id, worthAsking(known, id)),
      export: (record, sink) => exportRecord(client, settings, record.id, sink),
      erase: (record, intent) => eraseRecord(client, settings, record.id, intent, now),
      verify: (record, _erasedAt, knownAs = []) =>
        verifyRecord(client, settings, id, record.id, knownAs),
    };

    function probeSteps() {
      return Object.entries(settings.find).map(([kind, call]) => ({
        what: `search by ${kind}`,
        fix: `Check settings.find.${kind}, absent (what a 404 holds there), baseUrl and the secret, and grant its user the right to search.`,
        attempt: async () => {
          const answer = await client.ask(call, nobody[kind] ?? '');
          if (answer !== undefined && listAt(answer.json(), call.records).length > 0)
            throw new SystemFailure('misconfigured', 'somebody is found by what nobody has');
        },
      }));
    }
  },
});

/** Values that belong to nobody, for a probe: a domain of RFC 2606, and a UUID and a phone number that are never assigned. */
const nobody: Readonly<Record<string, string>> = {
  'object-id': '00000000-0000-4000-8000-000000000000',
  'record-id': '0',
  email: 'habeas-probe@example.invalid',
  phone: '+10000000000',
};
