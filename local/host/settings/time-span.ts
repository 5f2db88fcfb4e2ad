const pattern = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/;

/** Reads .NET's `[d.]hh:mm[:ss[.fffffff]]`. @returns milliseconds, or undefined when the text is not a TimeSpan */
export function parseTimeSpan(text: string): number | undefined {
  const found = pattern.exec(text.trim());
  if (!found) return undefined;
  const [, minus, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = found;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  const milliseconds = whole * 1000 + Number(`0.${fraction}`) * 1000;
  return minus ? -milliseconds : milliseconds;
}

/** The text of a duration as .NET writes a TimeSpan: `[d.]hh:mm:ss[.fffffff]`. */
export function timeSpanText(milliseconds: number): string {
  const two = (value: number) => String(Math.trunc(value)).padStart(2, '0');
  const seconds = Math.trunc(milliseconds / 1000);
  const days = Math.trunc(seconds / 86_400);
  const fraction = Math.round((milliseconds % 1000) * 10_000);
  const clock = [(seconds / 3600) % 24, (seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${days > 0 ? `${String(days)}.` : ''}${clock}${fraction > 0 ? `.${String(fraction).padStart(7, '0')}` : ''}`;
}
