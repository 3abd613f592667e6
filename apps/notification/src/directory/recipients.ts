import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import type { Role } from '../rules/notice-rule.js';
import { KnownClientEntity, KnownExpertEntity, PersonEntity } from './directory.entities.js';
import type { Subject } from './subject.js';

export interface Recipient {
  kind: 'account' | 'contact' | 'address';
  id: string | null;
  /** One person once: the account, or the address of who has none. */
  key: string;
  name: string;
  /** Empty while the account isn't known yet. */
  address: string;
  timeZone: string;
  side: 'client' | 'expert' | 'staff';
}

/** Finds the people of a role. */
@Injectable()
export class Recipients {
  /** Each once, whatever roles they have; nobody whose account is disabled. */
  async of(on: EntityManager, roles: readonly Role[], subject: Subject): Promise<Recipient[]> {
    const found = new Map<string, Recipient>();
    for (const role of roles) {
      for (const recipient of await this.ofRole(on, role, subject)) {
        if (!found.has(recipient.key)) found.set(recipient.key, recipient);
      }
    }
    return [...found.values()];
  }

  private async ofRole(on: EntityManager, role: Role, subject: Subject): Promise<Recipient[]> {
    switch (role) {
      case 'assigned':
        return this.account(on, subject.assignedTo ?? subject.expertId);
      case 'expert':
        return this.account(on, subject.expertId);
      case 'team-lead':
        return this.account(on, subject.teamLeadId);
      case 'account-executive':
        return subject.accountExecutiveId ? this.account(on, subject.accountExecutiveId) : this.administrators(on);
      case 'administrators':
        return this.administrators(on);
      case 'client': {
        const users = await this.users(on, subject);
        return users.length ? users : this.contacts(on, subject);
      }
      case 'client-and-contacts':
        return [...(await this.users(on, subject)), ...(await this.contacts(on, subject))];
      case 'writer':
        return this.writer(on, subject);
      case 'attendees':
        return this.addresses(on, subject, subject.attendees);
      case 'addressee':
        return this.addresses(on, subject, subject.addressee ? [subject.addressee] : []);
      case 'referrer':
        return this.referrer(on, subject);
      case 'billing':
        return [
          ...(await this.addresses(
            on,
            subject,
            subject.billingEmail ? [{ name: '', email: subject.billingEmail }] : [],
          )),
          ...(await this.users(on, subject)),
        ];
      case 'network':
        return this.staff(on, ['account-executive', 'admin']);
      case 'owner':
        return subject.ownerId ? this.account(on, subject.ownerId) : this.ofRole(on, 'account-executive', subject);
    }
  }

  private async account(on: EntityManager, accountId: string | null): Promise<Recipient[]> {
    if (!accountId) return [];
    const person = await on.findOneBy(PersonEntity, { accountId });
    const zone = await this.zoneOf(on, accountId);
    if (!person) return [{ ...unknown(accountId), timeZone: zone ?? 'UTC' }];
    return person.disabled ? [] : [ofAccount(person, zone)];
  }

  private administrators(on: EntityManager): Promise<Recipient[]> {
    return this.staff(on, ['admin']);
  }

  private async staff(on: EntityManager, roles: readonly string[]): Promise<Recipient[]> {
    const people = await on.find(PersonEntity, {
      where: { role: In(roles), disabled: false },
      order: { accountId: 'ASC' },
    });
    return people.map((person) => ofAccount(person));
  }

  /** The client that somebody brought is never meant: it is told nothing of this. */
  private async referrer(on: EntityManager, { referrer }: Subject): Promise<Recipient[]> {
    if (!referrer) return [];
    const { id, kind, name, email } = referrer;
    if (kind === 'client') {
      const client = await on.findOneBy(KnownClientEntity, { clientId: id });
      return this.users(on, { clientId: id, client });
    }
    if (kind !== 'outsider') return this.account(on, id);
    // Not known yet, it is looked up again before sending, as an account is.
    return [{ kind: 'contact', id, key: id, name: name ?? '', address: email ?? '', timeZone: 'UTC', side: 'expert' }];
  }

  private async users(
    on: EntityManager,
    { clientId, client }: Pick<Subject, 'clientId' | 'client'>,
  ): Promise<Recipient[]> {
    if (!clientId) return [];
    const people = await on.find(PersonEntity, { where: { clientId, disabled: false }, order: { accountId: 'ASC' } });
    return people.map((person) => ofAccount(person, client?.timeZone));
  }

  /** What a mail says of its sender proves nothing: somebody else's account is told nothing of this client. */
  private async writer(on: EntityManager, subject: Subject): Promise<Recipient[]> {
    const { writer: email, clientId } = subject;
    const person = email ? await on.findOneBy(PersonEntity, { email }) : null;
    const isForeign = person && (person.disabled || person.clientId !== clientId);
    if (!email || isForeign) return this.ofRole(on, 'client', subject);
    return this.addresses(on, subject, [{ name: '', email }]);
  }

  private contacts(on: EntityManager, subject: Subject): Promise<Recipient[]> {
    return this.addresses(on, subject, subject.client?.contacts ?? []);
  }

  /** Who has an account is told as that account, with its preferences. */
  private async addresses(
    on: EntityManager,
    { client, expert }: Subject,
    named: readonly { id?: string; name: string; email: string }[],
  ): Promise<Recipient[]> {
    if (!named.length) return [];
    const emails = named.map(({ email }) => email.toLowerCase());
    const people = new Map((await on.findBy(PersonEntity, { email: In(emails) })).map((each) => [each.email, each]));
    return named.flatMap(({ id, name, email }): Recipient[] => {
      const address = email.toLowerCase();
      const person = people.get(address);
      if (person?.disabled) return [];
      if (person)
        return [ofAccount(person, person.accountId === expert?.expertId ? expert.timeZone : client?.timeZone)];
      const contact = id ? { kind: 'contact' as const, id } : { kind: 'address' as const, id: null };
      return [{ ...contact, key: address, name, address, timeZone: client?.timeZone ?? 'UTC', side: 'client' }];
    });
  }

  private async zoneOf(on: EntityManager, expertId: string): Promise<string | undefined> {
    return (await on.findOneBy(KnownExpertEntity, { expertId }))?.timeZone;
  }
}

const sides: Readonly<Record<string, Recipient['side']>> = { client: 'client', expert: 'expert' };

const ofAccount = ({ accountId, name, email, role }: PersonEntity, zone = 'UTC'): Recipient => {
  const side = sides[role] ?? 'staff';
  return {
    ...{ kind: 'account', id: accountId, key: accountId, name, address: email, side },
    timeZone: side === 'staff' ? 'UTC' : zone,
  };
};

/** Its account event is still on its way; the address is looked up again before sending. */
const unknown = (id: string): Omit<Recipient, 'timeZone'> => ({
  ...{ kind: 'account', id, key: id, name: '', address: '', side: 'expert' },
});
