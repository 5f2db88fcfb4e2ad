/** The storage account, and the identity that the service uses there. */
export type StorageSettings =
  | { readonly connectionString: string }
  | { readonly accountName: string; readonly clientId: string | null };
