import { decodeMessage, encodeMessage } from '../../../../local/host/worker/message-text.ts';

test.each(['', 'plain', '{"a":1}', 'grüße €'])(
  '"%s" is the same after encoding and decoding',
  (text) => {
    expect(decodeMessage(encodeMessage(text, 'base64'), 'base64')).toBe(text);
    expect(decodeMessage(encodeMessage(text, 'none'), 'none')).toBe(text);
  },
);

test.each(['plain text', 'abc', '{"a":1}', 'YQ=', 'Y-_='])('"%s" is not base64', (text) => {
  expect(decodeMessage(text, 'base64')).toBeUndefined();
});

test('line breaks in base64 are ignored', () => {
  expect(decodeMessage('cGxh\r\naW4=\n', 'base64')).toBe('plain');
});
