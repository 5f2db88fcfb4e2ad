import type { PersonMessages } from './english.ts';

export const french: PersonMessages = {
  subject: 'Votre demande {id}',
  asked:
    'Le {date}, nous avons reçu votre demande {id}. Elle porte sur {type, select, access {une copie des données vous concernant} portability {les données vous concernant, à transmettre à un autre service} other {l’effacement des données vous concernant}}.',
  'end.copied': 'Votre copie est prête. Voici ce que nous avons trouvé :',
  'end.erased': 'Nous avons effacé les données vous concernant. Voici ce qui a été fait :',
  'end.nothing': 'Nous avons cherché dans tous les systèmes et n’avons rien trouvé à votre sujet.',
  'end.partly':
    'Nous n’avons pas pu tout faire. Voici ce qui a été fait, et ce qui ne l’a pas été :',
  'end.failed': 'Nous n’avons pas pu donner suite à votre demande. Voici ce qui s’est passé :',
  'end.withdrawn': 'La demande a été retirée. Rien n’a été effacé à cause d’elle.',
  'end.refused': 'Nous ne donnons pas suite à votre demande. Motif : {reason}',
  'refusal.suspected-fraud': 'nous avons des raisons de croire qu’elle ne vient pas de vous.',
  'refusal.insufficient-verification': 'nous n’avons pas pu nous assurer qu’elle vient de vous.',
  'refusal.claim-not-covered': 'la loi ne donne pas le droit sur lequel elle s’appuie.',
  'refusal.outside-jurisdiction': 'la loi sur laquelle elle s’appuie ne s’applique pas ici.',
  'refusal.too-many-requests': 'la même chose a été demandée de nombreuses fois en peu de temps.',
  'refusal.other': 'demandez-nous les détails à l’adresse ci-dessous.',
  'system.absent': '{system} : rien n’a été trouvé à votre sujet.',
  'system.exported': '{system} : les données figurent dans la copie.',
  'system.erased': '{system} : effacé, et absent à la relecture.',
  'system.expires': '{system} : supprimé ; la dernière trace disparaît d’ici le {date}.',
  'system.pending':
    '{system} : l’effacement est commandé et devrait être confirmé d’ici le {date}.',
  'system.retained':
    '{system} : conservé, {law, select, none {en raison de {reason}} other {parce que la loi l’exige : {law}}}{date, select, none {} other {, jusqu’au {date}}}.',
  'system.waived': '{system} : laissé de côté. Deux de nos agents l’ont décidé ({reason}).',
  'system.unsearched':
    '{system} : n’a pas pu être consulté, ou pas partout. Si vous nous envoyez davantage, par exemple un numéro de client, nous chercherons de nouveau.',
  'system.unconfirmed':
    '{system} : des entrées vous concernent peut-être, mais personne ne l’a confirmé. Elles n’ont pas été touchées.',
  'system.ambiguous':
    '{system} : des entrées de plusieurs personnes peuvent être les vôtres. Elles n’ont pas été touchées tant que personne n’a tranché.',
  'system.unverifiable': '{system} : effacé, mais personne ne peut confirmer qu’il ne reste rien.',
  'system.present':
    '{system} : l’effacement a échoué. Des données vous concernant s’y trouvent encore.',
  'system.failed': '{system} : n’a pas pu être fait.',
  'system.open': '{system} : il n’y a pas de résultat.',
  'residual.expires': '{system}, reste jusqu’au {date} : {what}.',
  'residual.kept': '{system}, reste sans date de fin : {what}.',
  'residual.retained':
    '{system}, conservé {law, select, none {en raison de {reason}} other {parce que la loi l’exige ({law})}}{date, select, none {} other {, jusqu’au {date}}} : {what}.',
  'residual.erased': '{system}, conservé un certain temps et effacé depuis : {what}.',
  'residual.not-erased': '{system}, conservé un certain temps et pas encore effacé : {what}.',
  'left.audit-records': 'des journaux, que personne ne peut effacer plus tôt',
  'left.purge': 'des données supprimées que le système retire définitivement plus tard',
  'left.blocked-address': 'une entrée qui empêche de réutiliser votre adresse',
  'left.unlinked-records': 'des entrées qui ne vous nomment plus',
  'left.payment-records': 'des paiements et des factures à votre nom',
  'sign-ins':
    'Les appareils sur lesquels vous êtes encore connecté peuvent fonctionner pendant environ une heure, jusqu’à la fin de leur connexion.',
  contact: 'Pour toute question : {contact}.',
  complaints: 'Si vous n’êtes pas d’accord, vous pouvez nous adresser une réclamation : {link}',
  'remedy.uk-gdpr':
    'Si vous n’êtes pas d’accord, vous pouvez introduire une réclamation auprès de {authority, select, none {l’Information Commissioner (ICO)} other {{authority}}} et saisir un tribunal.',
  'remedy.gdpr':
    'Si vous n’êtes pas d’accord, vous pouvez introduire une réclamation auprès de {authority, select, none {l’autorité de protection des données} other {{authority}}} et saisir un tribunal.',
  'remedy.ccpa':
    'Si vous n’êtes pas d’accord, vous pouvez nous écrire de nouveau et introduire une réclamation auprès de {authority, select, none {la California Privacy Protection Agency} other {{authority}}}.',
};
