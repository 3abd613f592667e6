import type { z } from 'zod';
import { domainOf, type LeadCompany, type LeadContact } from '#libs/contracts';
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

/**
 * RC-1. One spelling for all that reach the same person: lower case, without what follows a plus; at Gmail without dots.
 * `Ann.Lee+work@googlemail.com` is `annlee@gmail.com`.
 */
export function mailKey(email: string): string {
  const at = email.lastIndexOf('@');
  const typed = email.slice(0, at).toLowerCase();
  const named = typed.replace(/(?<=.)\+.*$/, '');
  const domain = domainOf(email.slice(at + 1)) ?? email.slice(at + 1).toLowerCase();
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return `${named}@${domain}`;
  return `${named.replaceAll('.', '') || named}@gmail.com`;
}

/** RC-1. The company an address belongs to; undefined for free mail, which gives addresses to everybody. */
export function domainOfMail(email: string): string | undefined {
  const key = mailKey(email);
  const domain = key.slice(key.lastIndexOf('@') + 1);
  return isFreeMail(domain) ? undefined : domain;
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
 * RC-1. All a company is known by, in one order whoever asks: domains of its website and of the contact's mail, the
 * contact's address, its tax id. A free mail's domain is nobody's: ann@gmail.com at Blue Heron is known by her address.
 */
export function keysOf({ company, contact }: Brought): CompanyKey[] {
  const email = mailKey(contact.email);
  const domains = [domainOf(company.domain ?? ''), domainOfMail(contact.email)];
  const owned = [...new Set(domains)].filter((domain) => domain !== undefined && !isFreeMail(domain)) as string[];
  const taxId = taxKey(company.taxId ?? '');
  return [
    ...owned.sort(byText).map((key) => ({ kind: 'domain' as const, key })),
    { kind: 'email', key: email },
    ...(taxId ? [{ kind: 'tax-id' as const, key: taxId }] : []),
  ];
}

const byText = (a: string, b: string): number => (a < b ? -1 : 1);

/** RC-1. Refuses 422 what is no domain of a company, such as `gmail.com`: silently left out, it would protect nobody. */
export function checkDomain({ company }: Brought): void {
  if (company.domain === undefined) return;
  const domain = domainOf(company.domain);
  if (domain && !isFreeMail(domain)) return;
  throw invalidField(
    'referral.not-a-domain',
    'company.domain',
    'must be a domain of the company, such as blueheron.example',
    'RC-1',
  );
}
