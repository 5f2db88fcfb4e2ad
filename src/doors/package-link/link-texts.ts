import type { Language } from '../../domain/language.ts';

/** The texts of a link that no longer works, for the person who opens it. */
export interface LinkTexts {
  readonly title: string;
  readonly spent: string;
  readonly expired: string;
  readonly unknown: string;
  readonly gone: string;
  readonly next: string;
}

export const linkTexts: Readonly<Record<Language, LinkTexts>> = {
  en: {
    title: 'This link does not work any more',
    spent: 'The link works once, and it was already used.',
    expired: 'The link worked for one hour. That hour is over.',
    unknown: 'The link is not complete, or its time ended long ago.',
    gone: 'The copy of the data is no longer kept.',
    next: 'Ask for a new link where you got this one. Your request itself is not affected.',
  },
  de: {
    title: 'Dieser Link gilt nicht mehr',
    spent: 'Der Link gilt einmal, und er wurde schon benutzt.',
    expired: 'Der Link galt eine Stunde. Diese Stunde ist vorbei.',
    unknown: 'Der Link ist nicht vollständig, oder seine Zeit ist lange vorbei.',
    gone: 'Die Kopie der Daten wird nicht mehr aufbewahrt.',
    next: 'Bitten Sie dort um einen neuen Link, wo Sie diesen bekommen haben. Ihre Anfrage selbst ist nicht betroffen.',
  },
  fr: {
    title: 'Ce lien ne fonctionne plus',
    spent: 'Le lien ne fonctionne qu’une fois, et il a déjà été utilisé.',
    expired: 'Le lien était valable une heure. Cette heure est passée.',
    unknown: 'Le lien est incomplet, ou sa validité a pris fin depuis longtemps.',
    gone: 'La copie des données n’est plus conservée.',
    next: 'Demandez un nouveau lien là où vous avez obtenu celui-ci. Votre demande elle-même n’est pas touchée.',
  },
  nl: {
    title: 'Deze link werkt niet meer',
    spent: 'De link werkt één keer en is al gebruikt.',
    expired: 'De link werkte één uur. Dat uur is voorbij.',
    unknown: 'De link is niet volledig, of de tijd ervan is al lang voorbij.',
    gone: 'De kopie van de gegevens wordt niet meer bewaard.',
    next: 'Vraag een nieuwe link waar u deze hebt gekregen. Uw verzoek zelf verandert niet.',
  },
  el: {
    title: 'Αυτός ο σύνδεσμος δεν λειτουργεί πια',
    spent: 'Ο σύνδεσμος λειτουργεί μία φορά και έχει ήδη χρησιμοποιηθεί.',
    expired: 'Ο σύνδεσμος ίσχυε για μία ώρα. Η ώρα αυτή πέρασε.',
    unknown: 'Ο σύνδεσμος δεν είναι πλήρης ή έχει λήξει από καιρό.',
    gone: 'Το αντίγραφο των δεδομένων δεν διατηρείται πια.',
    next: 'Ζητήστε νέο σύνδεσμο εκεί όπου πήρατε αυτόν. Το ίδιο το αίτημά σας δεν επηρεάζεται.',
  },
  'zh-Hans': {
    title: '此链接已失效',
    spent: '此链接只能使用一次，并且已被使用。',
    expired: '此链接的有效期为一小时，现已过期。',
    unknown: '此链接不完整，或早已过期。',
    gone: '数据副本已不再保存。',
    next: '请在您获得此链接的地方索取新链接。您的请求本身不受影响。',
  },
};
