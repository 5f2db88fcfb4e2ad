import { locale } from './locale.ts';

/** A share such as `98 %`, written as the reader writes it. It is rounded to 100 % or 0 % only when it is exactly that. */
export function shareText(part: number, whole: number): string {
  const percent = (part / whole) * 100;
  const rounded =
    part === 0 || part === whole ? percent : Math.min(99, Math.max(1, Math.round(percent)));
  return new Intl.NumberFormat(locale(), { style: 'percent' }).format(rounded / 100);
}

/** A time in seconds such as `0.8 s`. */
export function secondsText(seconds: number): string {
  const digits = seconds < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(seconds)} s`;
}

/** A number of bytes such as `1.2 kB`. */
export function sizeText(bytes: number): string {
  const unit = bytes < 1000 ? 'byte' : 'kilobyte';
  const amount = bytes < 1000 ? bytes : bytes / 1000;
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit,
    maximumFractionDigits: 1,
  }).format(amount);
}
