import { getDomain } from 'tldts';
import type { z } from 'zod';
import { hostOf, type LeadCompany, type LeadContact } from '#libs/contracts';
import { invalidField } from '#libs/errors';
import { isFreeMail } from './free-mail.rules.js';

export interface Brought {
  company: z.output<typeof LeadCompany>;
  contact: z.output<typeof LeadContact>;
}
/** What a company is known by: two leads that share one are of the same company. */
export interface CompanyKey {
  kind: 'domain' | 'email' | 'tax-id';
  key: string;
}
/** By what somebody, or a company, is recognised on the internet. */
export interface Marks {
  emails: ReadonlySet<string>;
  domains: ReadonlySet<string>;
}

/**
 * RC-1. One spelling for all that reach the same person: lower case, without what follows a plus; at Gmail without dots.
 * `Ann.Lee+work@googlemail.com` is `annlee@gmail.com`.
 */
export function mailKey(email: string): string {
  const at = email.lastIndexOf('@');
  const typed = email.slice(0, at).toLowerCase();
  const named = typed.replace(/(?<=.)\+.*$/, '');
  const host = hostOf(email.slice(at + 1)) ?? email.slice(at + 1).toLowerCase();
  if (host !== 'gmail.com' && host !== 'googlemail.com') return `${named}@${host}`;
  return `${named.replaceAll('.', '') || named}@gmail.com`;
}

/**
 * RC-1. The domain somebody registered, of a website or a host below it: `https://shop.blueheron.co.uk/x` is
 * `blueheron.co.uk`, `foo.github.io` itself. Undefined for what is no company's: `co.uk` and `github.io`, below which others
 * register theirs; free mail, which gives addresses to everybody; what is no domain.
 */
export function companyDomain(typed: string): string | undefined {
  const domain = getDomain(hostOf(typed) ?? '', { allowPrivateDomains: true });
  return domain === null || isFreeMail(domain) ? undefined : domain;
}

/** RC-1. Letters and digits, upper case: `de 123.456-789` is `DE123456789`. Undefined for what is too short, such as `n/a`. */
export function taxKey(typed: string): string | undefined {
  const key = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return /^(?=.*[1-9]).{5,}$/u.test(key) ? key : undefined;
}

/**
 * RC-1. Of a person or company with these addresses: `ann@mail.blueheron.example` is marked by itself and by
 * `blueheron.example`.
 */
export const marksOf = (emails: readonly string[]): Marks => ({
  emails: new Set(emails.map(mailKey)),
  domains: new Set(emails.map(afterAt).flatMap((host) => companyDomain(host) ?? [])),
});

/** RC-1. Of the company of a lead: the address of its contact, the domain of that, and the domain it names. */
export function marksOfLead({ company, contact }: Brought): Marks {
  const { emails, domains } = marksOf([contact.email]);
  const named = companyDomain(company.domain ?? '');
  return { emails, domains: new Set([...domains, ...(named ? [named] : [])]) };
}

/**
 * RC-1. Whether two are the same: an address or a domain in common. Ann, who works at Blue Heron, and a lead
 * `blueheron.example` are; two people with addresses of one free mail service are not.
 */
export const isSame = (one: Marks, other: Marks): boolean =>
  meet(one.emails, other.emails) || meet(one.domains, other.domains);

const meet = (one: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...one].some((each) => other.has(each));

/** RC-1. For `like any`: every address with a mark in common is like one of these; not all that are have one. */
export function mailPatterns({ emails, domains }: Marks): string[] {
  const hosts = [...[...emails].map(afterAt), ...domains];
  if (hosts.includes('gmail.com')) hosts.push('googlemail.com');
  return [...hosts.map((host) => `%@${host}`), ...[...domains].map((domain) => `%.${domain}`)];
}

const afterAt = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

/**
 * RC-1. All a company is known by, in one order whoever asks: its domains, the contact's address, its tax id. A free mail's
 * domain is nobody's: ann@gmail.com at Blue Heron is known by her address.
 */
export function keysOf(lead: Brought): CompanyKey[] {
  const { emails, domains } = marksOfLead(lead);
  const taxId = taxKey(lead.company.taxId ?? '');
  return [
    ...[...domains].sort().map((key) => ({ kind: 'domain' as const, key })),
    ...[...emails].map((key) => ({ kind: 'email' as const, key })),
    ...(taxId ? [{ kind: 'tax-id' as const, key: taxId }] : []),
  ];
}

/** RC-1. Refuses 422 what is no domain of a company, such as `gmail.com`: silently left out, it would protect nobody. */
export function checkDomain({ company: { domain } }: Brought): void {
  if (domain === undefined || companyDomain(domain)) return;
  throw invalidField(
    'referral.not-a-domain',
    'company.domain',
    'must be a domain of the company, such as blueheron.example',
    'RC-1',
  );
}
