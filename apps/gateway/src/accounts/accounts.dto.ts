import { z } from 'zod';
import { roles } from '#libs/access';
import { Email, Id, Instant, listOf, Page, sortBy, text, Version } from '#libs/contracts';

/** `system` is nobody's role: nobody logs in as the network itself. */
export const AccountRole = z.enum(roles).exclude(['system']).meta({ id: 'Role' });

export const NewPassword = z
  .string()
  .min(12, 'must be at least 12 characters long')
  .max(200)
  .meta({ format: 'password', example: 'correct horse battery staple' });

export const Account = z
  .object({
    id: Id,
    email: z.string().meta({ example: 'ann@example.com' }),
    role: AccountRole,
    name: z.string().meta({ example: 'Ann Example' }),
    clientId: Id.nullable().meta({ description: "Of a client's user: its company" }),
    disabled: z.boolean(),
    version: Version,
    createdAt: Instant,
    createdBy: z.string().meta({ description: 'Name of who made it', example: 'Shoreline' }),
    updatedAt: Instant,
    updatedBy: z.string().meta({ example: 'Shoreline' }),
  })
  .meta({ id: 'Account' });
export type Account = z.output<typeof Account>;

export const NewAccount = z
  .strictObject({
    email: Email,
    password: NewPassword,
    role: AccountRole,
    name: text(120).meta({ example: 'Ann Example' }),
    clientId: Id.optional().meta({ description: 'Needed for the role client, refused for any other' }),
  })
  .meta({ id: 'NewAccount' });
export type NewAccount = z.output<typeof NewAccount>;

export const AccountChange = z
  .strictObject({ name: text(120).meta({ example: 'Ann Example' }), disabled: z.boolean() })
  .partial()
  .meta({ id: 'AccountChange' });
export type AccountChange = z.output<typeof AccountChange>;

export const AccountFilter = z.object({
  ...Page.shape,
  role: AccountRole.optional(),
  q: text(100, 0).optional().meta({ description: 'Part of the name or of the e-mail address' }),
  sort: sortBy(['name', 'email', 'createdAt'], 'name'),
});
export type AccountFilter = z.output<typeof AccountFilter>;

export const AccountPage = listOf(Account).meta({ id: 'AccountPage' });

export const PasswordChange = z
  .strictObject({ currentPassword: z.string().max(200).meta({ format: 'password' }), newPassword: NewPassword })
  .meta({ id: 'PasswordChange' });
export const PasswordReset = z.strictObject({ newPassword: NewPassword }).meta({ id: 'PasswordReset' });
export type PasswordChange = z.output<typeof PasswordChange>;
export type PasswordReset = z.output<typeof PasswordReset>;
