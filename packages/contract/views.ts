/** Saved views of tables: the state of a page's address under a name. */
import { z } from 'zod';
import { RegionCode } from './basics.ts';

const State = z
  .record(z.string().max(40), z.string().max(500))
  .refine((state) => Object.keys(state).length <= 40, '≤ 40');
export const SavedView = z.object({
  id: z.string(),
  room: z.string(),
  name: z.string(),
  mine: z.boolean(),
  actor: z.string(),
  regionCode: RegionCode,
  shared: z.boolean(),
  search: State,
});
export type SavedView = z.infer<typeof SavedView>;
export const SavedViews = z.object({ views: z.array(SavedView), defaultId: z.string().nullable() });
export type SavedViews = z.infer<typeof SavedViews>;
const Room = z.string().regex(/^[a-z][a-z-]{0,39}$/);
export const NewView = z.object({
  room: Room,
  name: z.string().trim().min(1).max(60),
  shared: z.boolean(),
  search: State,
});
export type NewView = z.infer<typeof NewView>;
export const ChangeView = NewView.omit({ room: true }).partial();
export type ChangeView = z.infer<typeof ChangeView>;
/** `viewId` null: the table opens as it comes. */
export const DefaultView = z.object({ room: Room, viewId: z.uuid().nullable() });
export type DefaultView = z.infer<typeof DefaultView>;
export const ViewQuery = z.object({ room: Room });

/** Asked of every export: `cols` are the page's columns in the order shown. */
export const exportQuery = {
  format: z.enum(['xlsx', 'csv']),
  cols: z.string().max(400).optional(),
  language: z.enum(['zh', 'en']).default('zh'),
};
