interface SparklineProps {
  /** What the picture shows, in words. */
  readonly text: string;
  /** One entry for each bar: its height, and the lower part that is drawn as failed, both 0 to 1; null leaves a gap. */
  readonly bars: readonly ({ readonly height: number; readonly failed: number } | null)[];
}

const barWidth = 4;
const height = 24;

/** A small picture of the last hours. A screen reader reads the text beside it instead. */
export function Sparkline({ text, bars }: SparklineProps) {
  const width = bars.length * barWidth;
  return (
    <>
      <svg
        class="sparkline"
        aria-hidden="true"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
      >
        {bars.map((bar, place) => bar && <Bar key={place} place={place} {...bar} />)}
        <path d={`M0 ${height - 0.5}H${width}`} class="base" />
      </svg>
      <span class="beside">{text}</span>
    </>
  );
}

interface BarProps {
  readonly place: number;
  readonly height: number;
  readonly failed: number;
}

function Bar({ place, height: share, failed }: BarProps) {
  const full = Math.max(1, share * (height - 1));
  const bad = failed > 0 ? Math.max(1, failed * (height - 1)) : 0;
  const x = place * barWidth;
  return (
    <>
      <rect class="well" x={x} y={height - full} width={barWidth - 1} height={full} />
      {bad > 0 && <rect class="ill" x={x} y={height - bad} width={barWidth - 1} height={bad} />}
    </>
  );
}
