// Preloaded into every process the supervisor starts, third-party ones included: when the supervisor is killed, nothing stays behind.

const patience = 5_000;

if (process.channel) {
  process.once('disconnect', () => {
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), patience).unref();
    // Windows has no SIGTERM to send, but handlers for it exist in every process started here.
    if (!process.emit('SIGTERM')) process.exit(0);
  });
  // Listening keeps the channel referenced, and a process that has closed everything else would never end.
  process.channel.unref();
}
