import { z } from 'zod';

// Conduct (PL-14): apart from strikes, with a ladder for each category; a person decides

export const ConductCategory = z
  .enum([
    'refusing-ownership',
    'excessive-secret-breaks',
    'bad-attitude-or-rumours',
    'policy-breach',
    'insensitive-remark',
    'off-network-work',
  ])
  .meta({ id: 'ConductCategory' });
