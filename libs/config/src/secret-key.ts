import { z } from 'zod';

/** A secret of 32 random bytes, written in base64. */
export const SecretKey = z
  .base64()
  .refine((key) => Buffer.from(key, 'base64').length === 32, 'must be 32 bytes in base64 (openssl rand -base64 32)');
