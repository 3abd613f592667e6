/** RC-1. Where anybody gets an address: such a domain says nothing about a company. */
const domains = new Set(
  `
  163.com 126.com aol.com bigmir.net bk.ru centrum.cz comcast.net duck.com email.com email.cz fastmail.com fastmail.fm
  free.fr freenet.de fritz.box gmail.com googlemail.com hey.com hushmail.com i.ua icloud.com inbox.lv inbox.ru interia.pl
  laposte.net libero.it list.ru live.be live.ca live.co.uk live.com live.de live.fr live.it live.nl mac.com mail.com mail.de
  mail.ru mailbox.org me.com meta.ua msn.com naver.com o2.pl onet.pl op.pl orange.fr outlook.at outlook.be outlook.com
  outlook.de outlook.es outlook.fr outlook.it outlook.pt pm.me posteo.de proton.me protonmail.ch protonmail.com qq.com
  rambler.ru rediffmail.com rocketmail.com sapo.pt seznam.cz sfr.fr sina.com t-online.de tiscali.it tuta.com tutanota.com
  ukr.net verizon.net virgilio.it vodafone.de wanadoo.fr web.de wp.pl ya.ru yeah.net ymail.com zoho.com zohomail.com
  `
    .trim()
    .split(/\s+/),
);
/** Those with a domain in each country, such as yahoo.co.uk. */
const everywhere = /^(yahoo|hotmail|gmx|yandex)\.(com?\.)?[a-z]{2,3}$/;

/** Of a registrable domain. */
export const isFreeMail = (domain: string): boolean => domains.has(domain) || everywhere.test(domain);
