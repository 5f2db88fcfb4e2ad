/**
 * Domains in which millions of people have an address, so the domain does not identify a person. The domains of RFC 2606 are for examples
 * and belong to nobody. A domain that is missing here is masked, which is always safe.
 */
const commonDomains = new Set(
  `
  gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.it hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it
  hotmail.es live.com live.co.uk live.de live.fr live.nl msn.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.co.jp
  yahoo.co.in yahoo.com.br ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.at gmx.ch gmx.com
  web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it
  tiscali.it btinternet.com sky.com comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net bigpond.com shaw.ca
  rogers.com uol.com.br bol.com.br terra.com.br qq.com 163.com 126.com naver.com hanmail.net daum.net seznam.cz wp.pl o2.pl onet.pl interia.pl
  ziggo.nl kpnmail.nl telenet.be skynet.be bluewin.ch zoho.com fastmail.com
  example.com example.net example.org
  `
    .trim()
    .split(/\s+/),
);

export function isCommonDomain(domain: string): boolean {
  return commonDomains.has(domain.toLowerCase());
}
