/** In the order of the job: the documentation shows them so. */
export const tags: readonly { name: string; description: string }[] = [
  { name: 'Sessions', description: 'Logging in and out, and keeping logged in (GW-2).' },
  { name: 'Me', description: 'The own account.' },
  { name: 'Accounts', description: 'Who may log in, and as what (GW-2, GW-3).' },
  { name: 'Boards', description: 'Tasks and weekly sprints of a placement (TS-1 to TS-3).' },
  { name: 'Hours', description: 'Time entries, running timers and imports (TS-4, TS-5).' },
  { name: 'Weekly sheets', description: 'Submission, approval, disputes and corrections (TS-6, TS-7).' },
  { name: 'Clock', description: 'Time moved by hand, for demonstrations and tests.' },
];
