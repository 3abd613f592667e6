import { instantOf } from '#libs/time';
import { type ClientName, clients, type ExpertName, experts, PASSWORD, staff } from './cast.js';
import { Rest } from './rest.js';

export type Tell = (line: string) => void;
export interface Wire {
  id: string;
  version: number;
  state: string;
}

/** Where the demonstration plays: who is logged in, and the clock that is moved by hand. */
export class Stage {
  readonly companies = new Map<ClientName, string>();
  readonly placements = new Map<ClientName, string>();
  /** Placements of the smaller jobs, by name. */
  readonly jobs = new Map<string, string>();
  /** What should have been so, and was not: the demonstration fails for it. */
  readonly broken: string[] = [];
  private readonly people = new Map<string, Rest>();

  private constructor(
    readonly admin: Rest,
    readonly tell: Tell,
  ) {}

  static async enter(url: string, admin: { email: string; password: string }, tell: Tell): Promise<Stage> {
    return new Stage(await Rest.logIn(url, admin), tell);
  }

  get ae(): Rest {
    return this.person(staff[0].email);
  }

  get lead(): Rest {
    return this.person(staff[1].email);
  }

  get partner(): Rest {
    return this.person(staff[3].email);
  }

  get payroll(): Rest {
    return this.person(staff[2].email);
  }

  client(name: ClientName): Rest {
    return this.person(clients[name].contact.email);
  }

  expert(name: ExpertName): Rest {
    return this.person(experts[name].email);
  }

  company(name: ClientName): string {
    return known(this.companies.get(name), `company ${name}`);
  }

  placement(name: ClientName): string {
    return known(this.placements.get(name), `placement of ${name}`);
  }

  job(name: string): string {
    return known(this.jobs.get(name), `job ${name}`);
  }

  /** Makes an account and logs in with it; answers its id. */
  async join(account: { email: string; name: string; role: string; clientId?: string }): Promise<Rest> {
    const { email, name, role, clientId } = account;
    await this.admin.post('/accounts', { email, name, role, password: PASSWORD, ...(clientId && { clientId }) });
    const rest = await Rest.logIn(this.admin.url, { email, password: PASSWORD });
    this.people.set(email, rest);
    return rest;
  }

  async now(): Promise<Date> {
    return new Date((await this.admin.get<{ now: string }>('/clock')).now);
  }

  /** Moves every service's time, through everything that falls due on the way. */
  async moveTo(instant: Date): Promise<void> {
    await this.admin.put('/clock', { now: instant.toISOString() });
  }

  /** The same to a time of day somewhere. */
  at(day: string, time: string, timeZone: string): Promise<void> {
    return this.moveTo(instantOf(day, time, timeZone));
  }

  /** Says whether it is so, and keeps in mind when it is not. */
  check(what: string, isSo: boolean): void {
    this.tell(`    ${isSo ? 'ok ' : 'NOT'} ${what}`);
    if (!isSo) this.broken.push(what);
  }

  /** Keeps in mind when it is not so; says nothing when it is. */
  expect(what: string, isSo: boolean): void {
    if (!isSo) this.check(what, isSo);
  }

  person(email: string): Rest {
    return known(this.people.get(email), email);
  }
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The story has not met ${what} yet.`);
  return value;
}
