import type { PersonMessages } from './english.ts';

export const dutch: PersonMessages = {
  subject: 'Uw verzoek {id}',
  asked:
    'Op {date} ontvingen wij uw verzoek {id}. U vraagt om {type, select, access {een kopie van de gegevens over u} portability {de gegevens over u, om mee te nemen naar een andere dienst} other {het wissen van de gegevens over u}}.',
  'end.copied': 'Uw kopie is klaar. Dit hebben wij gevonden:',
  'end.erased': 'Wij hebben de gegevens over u gewist. Dit is gedaan:',
  'end.nothing': 'Wij hebben alle systemen doorzocht en niets over u gevonden.',
  'end.partly': 'Wij konden niet alles doen. Dit is wel gedaan, en dit niet:',
  'end.failed': 'Wij konden uw verzoek niet uitvoeren. Dit is er gebeurd:',
  'end.withdrawn': 'Het verzoek is ingetrokken. Er is daarom niets gewist.',
  'end.refused': 'Wij voeren uw verzoek niet uit. Reden: {reason}',
  'refusal.suspected-fraud': 'wij hebben reden om te denken dat het niet van u komt.',
  'refusal.insufficient-verification': 'wij konden niet vaststellen dat het van u komt.',
  'refusal.claim-not-covered': 'de wet geeft het recht niet waarop het een beroep doet.',
  'refusal.outside-jurisdiction': 'de wet waarop het een beroep doet, geldt hier niet.',
  'refusal.too-many-requests': 'hetzelfde is in korte tijd vaak gevraagd.',
  'refusal.other': 'vraag ons naar de details op het adres hieronder.',
  'system.absent': '{system}: er is niets over u gevonden.',
  'system.exported': '{system}: de gegevens staan in de kopie.',
  'system.erased': '{system}: gewist, en bij het nalezen niet meer gevonden.',
  'system.expires': '{system}: verwijderd; het laatste spoor verdwijnt uiterlijk op {date}.',
  'system.pending':
    '{system}: het wissen is opgedragen en wordt naar verwachting uiterlijk op {date} bevestigd.',
  'system.retained':
    '{system}: bewaard, {law, select, none {vanwege {reason}} other {omdat de wet het eist: {law}}}{date, select, none {} other {, tot {date}}}.',
  'system.waived':
    '{system}: weggelaten. Twee van onze medewerkers hebben dat besloten ({reason}).',
  'system.unsearched':
    '{system}: kon niet of niet overal doorzocht worden. Als u ons meer stuurt, zoals een klantnummer, zoeken wij opnieuw.',
  'system.unconfirmed':
    '{system}: items gaan misschien over u, maar niemand heeft dat bevestigd. Ze zijn niet aangeraakt.',
  'system.ambiguous':
    '{system}: items van meer personen kunnen van u zijn. Ze zijn niet aangeraakt totdat iemand beslist.',
  'system.unverifiable': '{system}: gewist, maar niemand kan bevestigen dat er niets over is.',
  'system.present': '{system}: het wissen is mislukt. Er staan nog gegevens over u.',
  'system.failed': '{system}: kon niet worden uitgevoerd.',
  'system.open': '{system}: er is geen resultaat.',
  'residual.expires': '{system}, nog aanwezig tot {date}: {what}.',
  'residual.kept': '{system}, zonder einddatum nog aanwezig: {what}.',
  'residual.retained':
    '{system}, bewaard {law, select, none {vanwege {reason}} other {omdat de wet het eist ({law})}}{date, select, none {} other {, tot {date}}}: {what}.',
  'residual.erased': '{system}, een tijd bewaard en inmiddels gewist: {what}.',
  'residual.not-erased': '{system}, een tijd bewaard en nog niet gewist: {what}.',
  'left.audit-records': 'logboekregels, die niemand eerder kan wissen',
  'left.purge': 'verwijderde gegevens die het systeem later definitief verwijdert',
  'left.blocked-address': 'een regel die voorkomt dat uw adres opnieuw wordt gebruikt',
  'left.unlinked-records': 'items die u niet meer noemen',
  'left.payment-records': 'betalingen en facturen met uw naam erop',
  'sign-ins':
    'Apparaten waarop u nog bent aangemeld, werken misschien nog ongeveer een uur, totdat de aanmelding eindigt.',
  contact: 'Voor vragen: {contact}.',
  complaints: 'Als u het er niet mee eens bent, kunt u bij ons een klacht indienen: {link}',
  'remedy.uk-gdpr':
    'Als u het er niet mee eens bent, kunt u een klacht indienen bij {authority, select, none {de Information Commissioner (ICO)} other {{authority}}} en naar de rechter gaan.',
  'remedy.gdpr':
    'Als u het er niet mee eens bent, kunt u een klacht indienen bij {authority, select, none {een gegevensbeschermingsautoriteit} other {{authority}}} en naar de rechter gaan.',
  'remedy.ccpa':
    'Als u het er niet mee eens bent, kunt u ons opnieuw schrijven en een klacht indienen bij {authority, select, none {de California Privacy Protection Agency} other {{authority}}}.',
};
