import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { replaceAnswers } from './answers-replaced.ts';

/**
 * Makes every answer endless, until the returned function is called. No simulator has to send that much data.
 */
export function endlessAnswers(): () => void {
  const chunk = Buffer.alloc(4 * 1024 * 1024, ' ');
  return replaceAnswers((answer) => {
    answer.resume();
    const endless = new IncomingMessage(new Socket());
    endless.statusCode = 200;
    endless._read = () => void endless.push(chunk);
    return Promise.resolve(endless);
  });
}
