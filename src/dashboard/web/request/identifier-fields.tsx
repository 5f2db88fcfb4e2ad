import type { SystemStatus } from '../../../doors/http/api-shapes.ts';
import { texts } from '../texts/texts.ts';

interface IdentifierProps {
  readonly systems: readonly Pick<SystemStatus, 'id' | 'title'>[];
}

/** Fields for further identifiers of the person. Their content is sent once and never shown again. */
export function IdentifierFields({ systems }: IdentifierProps) {
  const words = texts().actions;
  return (
    <>
      <Lines name="emails" title={words.emails} />
      <Lines name="phones" title={words.phones} />
      <div class="pair">
        <SystemChoice name="tenant" title={words.accountIn} systems={systems} />
        <Line name="objectId" title={words.objectId} />
      </div>
      <div class="pair">
        <SystemChoice name="recordSystem" title={words.idIn} systems={systems} />
        <Line name="recordId" title={words.recordId} />
      </div>
    </>
  );
}

interface FieldProps {
  readonly name: string;
  readonly title: string;
}

function Lines({ name, title }: FieldProps) {
  return (
    <label>
      {title}
      <textarea name={name} rows={2} autocomplete="off" spellcheck={false} />
    </label>
  );
}

function Line({ name, title }: FieldProps) {
  return (
    <label>
      {title}
      <input name={name} autocomplete="off" spellcheck={false} />
    </label>
  );
}

function SystemChoice({ name, title, systems }: FieldProps & IdentifierProps) {
  return (
    <label>
      {title}
      <select name={name}>
        <option value="">{texts().actions.noSystem}</option>
        {systems.map((system) => (
          <option key={system.id} value={system.id}>
            {system.title}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The values of the fields as `subject` of the API. An incomplete identifier is sent too, so that the API can say what is missing. */
export function subjectOf(fields: FormData): object {
  const text = (name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const lines = (name: string) =>
    text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  const emails = lines('emails');
  const phones = lines('phones');
  const [tenant, objectId] = [text('tenant'), text('objectId')];
  const [system, id] = [text('recordSystem'), text('recordId')];
  return {
    ...(emails.length > 0 && { emails }),
    ...(phones.length > 0 && { phones }),
    ...((tenant || objectId) && { accounts: [{ tenant, objectId }] }),
    ...((system || id) && { externalIds: [{ system, id }] }),
  };
}
