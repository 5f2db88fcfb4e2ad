/** The terms of OpenDSR: a copy (GDPR Art. 15, 20; CCPA §1798.110) or deletion (GDPR Art. 17; CCPA §1798.105). */
export type RequestType = 'access' | 'portability' | 'erasure';

export type Regulation = 'gdpr' | 'uk-gdpr' | 'ccpa';

/** Where a request came in. */
export type Door = 'http' | 'queue' | 'bulk' | 'self-service';
