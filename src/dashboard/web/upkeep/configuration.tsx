import type { LoadedSystemView, UpkeepView } from '../../../doors/http/upkeep-shapes.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { texts } from '../texts/texts.ts';

type Loaded = UpkeepView['configuration'];

/** The configuration as the service loaded it. The API sends the names of secrets, never their values. */
export function Configuration({ configuration }: { readonly configuration: Loaded }) {
  const words = texts().upkeep;
  return (
    <>
      <h2>{words.configuration}</h2>
      <p class="hint">{words.configurationSays}</p>
      <DataTable
        caption={words.configuration}
        columns={columns()}
        rows={configuration.systems}
        keyOf={({ id }) => id}
      />
      <details>
        <summary>{words.policy}</summary>
        <pre class="card" tabIndex={0}>
          {JSON.stringify(configuration.policy, null, 2)}
        </pre>
      </details>
    </>
  );
}

function columns(): readonly Column<LoadedSystemView>[] {
  const words = texts().upkeep;
  return [
    {
      title: words.system,
      cell: ({ id, title }) => (
        <>
          {title}
          <code class="id">{id}</code>
        </>
      ),
    },
    { title: words.connector, cell: ({ connector }) => <code>{connector}</code> },
    { title: words.settings, cell: ({ settings }) => <Entries entries={settings} /> },
    { title: words.secrets, cell: ({ secrets }) => <Entries entries={secrets} /> },
  ];
}

function Entries({ entries }: { readonly entries: Readonly<Record<string, unknown>> }) {
  const lines = Object.entries(entries);
  if (lines.length === 0) return <>–</>;
  return (
    <ul class="plain">
      {lines.map(([name, value]) => (
        <li key={name}>
          {name}: <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
        </li>
      ))}
    </ul>
  );
}
