/**
 * Makes every answer that `fetch` gives go on for ever, until the function it answers is called.
 * No simulator has to send so much, and none has to stop.
 */
export function endlessAnswers(): () => void {
  const chunk = new Uint8Array(4 * 1024 * 1024).fill(0x20);
  const spy = jest.spyOn(globalThis, 'fetch').mockImplementation(() => {
    const body = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
    return Promise.resolve(
      new Response(body, { status: 200, headers: { 'content-type': 'application/json' } }),
    );
  });
  return () => {
    spy.mockRestore();
  };
}
