import { texts } from '../texts/texts.ts';

const units = [
  ['day', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** The time between two times in RFC 3339, in its two largest units: `1 min 5 s`, `3 days 4 h`. */
export function durationText(from: string, to: string): string {
  const words = texts().requestWords.duration;
  let left = Math.round((Date.parse(to) - Date.parse(from)) / 1000);
  if (!(left >= 1)) return words.short;
  const parts: string[] = [];
  for (const [unit, seconds] of units) {
    const count = Math.floor(left / seconds);
    left -= count * seconds;
    if (count > 0)
      parts.push(`${count} ${unit === 'day' ? (count > 1 ? words.days : words.day) : unit}`);
    // One day and three minutes is shown as one day.
    else if (parts.length > 0) break;
    if (parts.length === 2) break;
  }
  return parts.join(' ');
}
