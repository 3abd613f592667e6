import { z } from 'zod';
import { command, query } from '../contract.js';
import { Version } from '../shapes.js';

// What referrals go by: numbers that are data

const policy = {
  protectionDays: z.int().min(1).max(3_650).meta({ description: 'How long a company is its referrer’s (RC-1)' }),
  extensionDays: z.int().min(1).max(3_650).meta({ description: 'Added once, with evidence (RC-1)' }),
  meetingMinutes: z
    .strictObject({ from: z.int().min(1).max(600), to: z.int().min(1).max(600) })
    .meta({ description: 'The first meeting with a company (RC-2)' }),
  holdDays: z
    .int()
    .min(0)
    .max(366)
    .meta({ description: 'From the client’s payment to the release of the commission (RC-5)' }),
  referencesBenchmarkPercent: z
    .int()
    .min(0)
    .max(100)
    .meta({ description: 'What comes through references elsewhere, to compare with (RC-7)' }),
  concentrationLimitPercent: z.int().min(1).max(100).meta({ description: 'More of one client is alarming (PL-18)' }),
};
export const ReferralPolicy = z.object({ ...policy, version: Version }).meta({ id: 'ReferralPolicy' });
export const ReferralPolicyChange = z.strictObject(policy).meta({ id: 'ReferralPolicyChange' });
export const getReferralPolicy = query('referral.get-policy', { input: z.object({}), output: ReferralPolicy });
export const setReferralPolicy = command('referral.set-policy', {
  input: z.object({ version: Version, policy: ReferralPolicyChange }),
  output: ReferralPolicy,
});
