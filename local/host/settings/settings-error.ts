/** The host cannot start. The message is one line that names the file, the value and the fix. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}
