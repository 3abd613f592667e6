import { z } from 'zod';
import { query } from '../contract.js';
import { NoticeTopic } from './preferences.js';

// Templates (NT-1): text and HTML, in one place

export const Template = z
  .object({
    name: z.string(),
    topic: NoticeTopic,
    description: z.string().meta({ description: 'Who gets it, and when' }),
    rule: z.string().nullable(),
  })
  .meta({ id: 'Template' });
export const listTemplates = query('notification.list-templates', {
  input: z.object({}),
  output: z.object({ items: z.array(Template) }),
});
export const templateName = z.string().regex(/^[a-z][a-z-]{1,60}$/, 'must be a name such as clock-warned');
/** The template filled with example data. */
export const previewTemplate = query('notification.preview-template', {
  input: z.object({ name: templateName }),
  output: z.object({ template: Template, subject: z.string(), text: z.string(), html: z.string() }),
});
