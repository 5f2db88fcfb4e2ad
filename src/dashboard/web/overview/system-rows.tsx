import type { OverviewView, SystemView } from '../../../doors/http/operator-shapes.ts';
import { serverNow } from '../calls/server-clock.ts';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { secondsText, shareText } from '../parts/numbers.ts';
import { Tag } from '../parts/tag.tsx';
import { hashOf } from '../shell/route.ts';
import { healthWords } from '../systems/health-words.ts';
import { texts } from '../texts/texts.ts';
import { hoursOfDay, sumOf, type HourOfTries } from './hours-of-day.ts';
import { Sparkline } from './sparkline.tsx';

interface Row extends SystemView {
  readonly hours: readonly HourOfTries[];
}

interface RowsProps {
  readonly overview: OverviewView;
  readonly systems: readonly SystemView[];
}

/** A row for each system: its health, how many requests it delays, and the tries of the last day. */
export function SystemRows({ overview, systems }: RowsProps) {
  const words = texts().overview;
  const rows = systems.map((system) => ({
    ...system,
    hours: overview.systems.find(({ id }) => id === system.id)?.hours ?? [],
  }));
  return (
    <DataTable caption={words.systems} columns={columns()} rows={rows} keyOf={({ id }) => id} />
  );
}

function columns(): readonly Column<Row>[] {
  const words = texts().overview;
  return [
    { title: words.system, cell: ({ title }) => <a href={hashOf({ view: 'systems' })}>{title}</a> },
    { title: words.health, cell: ({ health }) => <Tag words={healthWords(health)} /> },
    { title: words.waiting, cell: Waiting },
    { title: words.success, cell: Success },
    { title: words.duration, cell: Duration },
  ];
}

function Waiting({ id, waiting }: Row) {
  if (waiting === 0) return <>–</>;
  return (
    <a href={hashOf({ view: 'list', filter: { waiting: id } })}>
      {texts().systems.atLeast(waiting)}
    </a>
  );
}

function Success({ hours }: Row) {
  const { noTries, successText } = texts().overview;
  const { tries, failures } = sumOf(hours);
  if (tries === 0) return <>{noTries}</>;
  const most = Math.max(...hours.map((one) => one.tries));
  const bars = hoursOfDay(hours, serverNow()).map(
    (one) => one && { height: one.tries / most, failed: one.failures / most },
  );
  return <Sparkline text={successText(shareText(tries - failures, tries), tries)} bars={bars} />;
}

function Duration({ hours }: Row) {
  const { durationText } = texts().overview;
  const { tries, mean, longest } = sumOf(hours);
  if (tries === 0) return <>–</>;
  const bars = hoursOfDay(hours, serverNow()).map(
    (one) => one && { height: longest === 0 ? 0 : one.secondsPerTry / longest, failed: 0 },
  );
  return <Sparkline text={durationText(secondsText(mean), secondsText(longest))} bars={bars} />;
}
