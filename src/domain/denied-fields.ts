/** The kinds of data that an export may have to keep back: 11 CCR § 7024(d). */
export const deniedKinds = [
  'social-security-number',
  'government-id',
  'financial-account',
  'health-id',
  'biometrics',
  'security-answer',
  'password',
] as const;

export type DeniedKind = (typeof deniedKinds)[number];

/**
 * Names of fields, in English and in the languages of the tenants. `word` is a whole word of the name, `word*` matches from the beginning
 * of a word and may continue into the next words, and `=word` is the whole name. Names are compared in lower case, without accents and
 * separators.
 */
const names: Readonly<Record<DeniedKind, string>> = {
  'social-security-number':
    'ssn socialsecurity* socsec* nationalinsurance* =nino nir bsn burgerservice* svnr ahv sozialversicherung* securitesociale* ' +
    'numerosecu* seguridadsocial*',
  'government-id':
    'passport* reisepass* paspoort* passeport* pasaporte* driverlicen* driverslicen* drivinglicen* drvlic* fuhrerschein* ' +
    'fuehrerschein* rijbewijs* permisconduire* personalausweis* ausweisnummer* idcard* identitycard* identitydocument* ' +
    'nationalid* governmentid* govid* governmentissuedid* taxid* taxnumber* taxpayer* =tin itin steuerid* steuernummer* ' +
    'residencepermit* visanumber* voterid* militaryid* dni curp cpf pesel personnummer* aadhaar*',
  'financial-account':
    'iban bankaccount* bankacct* banknumber* accountnumber* accountno accountnr acctnum* acctno creditcard* debitcard* ' +
    'cardnumber* cardno paymentcard* ccnumber* ccn cvv cvc kontonummer* bankverbindung* rekeningnummer* bankrekening* ' +
    'kreditkart* creditkaart* cartebancaire* comptebancaire* cuentabancaria* clabe',
  'health-id':
    'healthinsurance* healthid* healthplan* healthnumber* medicalid* medicalrecord* medicalinsurance* medicalnumber* medicare* ' +
    'medicaid* patientid* patientnumber* patientno patientnr insurancenumber* insuranceno insurancenr insuranceid* insuredid* ' +
    'mrn nhsnumber* ehic krankenversicher* krankenkasse* versichertennummer* kvnr zorgverzekering* zorgpolis*',
  biometrics:
    'biometri* =fingerprint fingerprintscan* fingerprintdata* fingerprinttemplate* faceprint* facetemplate* facescan* ' +
    'facialgeometry* facialrecognition* voiceprint* voicetemplate* retinascan* irisscan* iristemplate* palmprint* ' +
    'fingerabdruck* vingerafdruk*',
  'security-answer':
    'securityquestion* securityanswer* secquestion* secanswer* secretquestion* secretanswer* challengequestion* ' +
    'challengeanswer* passwordhint* passwordquestion* passwordanswer* mothersmaiden* mothermaiden* sicherheitsfrage* ' +
    'sicherheitsantwort* geheimfrage* beveiligingsvraag*',
  password:
    'password* passwd* pwd passphrase* passcode* passwort* kennwort* wachtwoord* motdepasse* contrasena* =pin pinnumber* ' +
    'userpin accountpin loginpin cardpin clientsecret* apikey* accesstoken* refreshtoken*',
};

/**
 * A field whose name ends with one of these words describes the data and does not hold it: `lastPasswordChangeDateTime`, `passportCountry`.
 */
const aboutIt = new Set([
  ...['date', 'time', 'at', 'on', 'expiry', 'expires', 'expiration', 'policy', 'policies', 'type'],
  ...[
    'country',
    'status',
    'verified',
    'enabled',
    'changed',
    'change',
    'required',
    'count',
    'brand',
  ],
]);

interface Entry {
  readonly kind: DeniedKind;
  readonly whole: boolean;
  readonly begins: boolean;
  readonly text: string;
}

const entries: readonly Entry[] = deniedKinds.flatMap((kind) =>
  names[kind].split(' ').map((entry) => ({
    kind,
    whole: entry.startsWith('='),
    begins: entry.endsWith('*'),
    text: entry.replace(/^=|\*$/g, ''),
  })),
);

/** A directory may put the id of an app before the name of an extension attribute. */
const extensionPrefix = /^extension_[0-9a-f]{32}_/i;

/** A field's name as people read it: `extension_…_BankAccount` is `BankAccount`. */
export const plainFieldName = (name: string): string => name.replace(extensionPrefix, '');

function wordsOf(name: string): string[] {
  return plainFieldName(name)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

/** The kind of denied data that a field of this name holds; null for any other name. */
export function deniedKindOf(name: string): DeniedKind | null {
  const words = wordsOf(name);
  if (aboutIt.has(words.at(-1) ?? '')) return null;
  const tails = words.map((_, index) => words.slice(index).join(''));
  const meets = ({ whole, begins, text }: Entry) => {
    if (whole) return tails[0] === text;
    return begins ? tails.some((tail) => tail.startsWith(text)) : words.includes(text);
  };
  return entries.find(meets)?.kind ?? null;
}
