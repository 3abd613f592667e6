/** In the order of the job: the documentation shows them so. */
export const tags: readonly { name: string; description: string }[] = [
  { name: 'Sessions', description: 'Logging in and out, and keeping logged in (GW-2).' },
  { name: 'Me', description: 'The own account.' },
  { name: 'Accounts', description: 'Who may log in, and as what (GW-2, GW-3).' },
  { name: 'Programmes', description: 'Ways of working, as versioned terms (section 1).' },
  { name: 'Clients', description: 'Client companies and their contacts.' },
  { name: 'Experts', description: 'Applications, profiles and certification (PL-1).' },
  { name: 'Openings', description: 'What clients need (PL-4, PL-5).' },
  { name: 'Offers', description: 'What experts answer, suggestions and ranking (PL-6, PL-7).' },
  { name: 'Placements', description: "The client's decision and what comes of it (PL-8 to PL-10)." },
  { name: 'Contracts', description: 'Terms, agreements and amendments (PL-11, PM-11).' },
  { name: 'Boards', description: 'Tasks and weekly sprints of a placement (TS-1 to TS-3).' },
  { name: 'Hours', description: 'Time entries, running timers and imports (TS-4, TS-5).' },
  { name: 'Weekly sheets', description: 'Submission, approval, disputes and corrections (TS-6, TS-7).' },
  { name: 'Clock', description: 'Time moved by hand, for demonstrations and tests.' },
];
