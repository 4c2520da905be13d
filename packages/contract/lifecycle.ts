/**
 * A lifecycle as data: states, transitions, who may take them, what they ask for. Modules declare one, the kernel runs
 * it, and the web draws whatever comes with a record (`CaseView`) without knowing the declaration.
 */
import { z } from 'zod';
import { Day, Message } from './basics.ts';

/** `wait`: somebody has to act; `bad`: ended without success. */
export const tones = ['plain', 'wait', 'good', 'bad'] as const;

export type StateRule = {
  zh: string;
  en: string;
  tone: (typeof tones)[number] /** The case ends here. */;
  ends?: true;
};
export type TransitionRule<State extends string, Part extends string> = {
  zh: string;
  en: string;
  from: readonly State[];
  /** null: the state stays, the step is only written down. */
  to: State | null;
  /** Parts that may take it; the module says which parts a user plays. Empty: only the program itself. */
  by: readonly Part[];
  comment?: 'required' | 'optional';
  /** `required`: a new deadline must be given. */
  due?: 'required' | 'optional';
  /** Not by the person who brought the case into its present state by one of these actions: two pairs of eyes. */
  fourEyes?: readonly string[];
  /** Drawn apart: sends back or ends without success. */
  grave?: true;
};
export type Lifecycle<State extends string, Action extends string, Part extends string> = {
  kind: string;
  zh: string;
  en: string;
  initial: State;
  /** The states of the usual way, in order: the step bar. */
  path: readonly State[];
  states: Record<State, StateRule>;
  parts: Record<Part, { zh: string; en: string }>;
  transitions: Record<Action, TransitionRule<State, Part>>;
};

export const StepView = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  organization: z.object({ id: z.string(), name: z.string(), nameEn: z.string() }).nullable(),
  action: z.object({ id: z.string(), zh: z.string(), en: z.string() }),
  to: z.object({ id: z.string(), zh: z.string(), en: z.string() }),
  comment: z.string().nullable(),
  dueOn: Day.nullable(),
});
export type StepView = z.infer<typeof StepView>;

export const ActionView = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  comment: z.enum(['required', 'optional']).nullable(),
  due: z.enum(['required', 'optional']).nullable(),
  grave: z.boolean(),
  /** Leads on to another state; a reminder or an extension does not. */
  moves: z.boolean(),
});
export type ActionView = z.infer<typeof ActionView>;

export const CaseView = z.object({
  state: z.object({ id: z.string(), zh: z.string(), en: z.string(), tone: z.enum(tones) }),
  version: z.int(),
  dueOn: Day.nullable(),
  closed: z.boolean(),
  /** The step bar: `at` is when the state was last entered, null while it lies ahead. */
  path: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string(), at: z.string().nullable() })),
  /** Newest first. */
  steps: z.array(StepView),
  /** What the user who asks may do now. */
  actions: z.array(ActionView),
});
export type CaseView = z.infer<typeof CaseView>;

/** What somebody else did, as the desk tells it. */
export const RecentStep = z.object({
  id: z.string(),
  at: z.string(),
  actor: z.string(),
  what: Message,
  title: Message,
  link: z.string(),
  comment: z.string().nullable(),
});
export type RecentStep = z.infer<typeof RecentStep>;

/** A step as it is asked for. `version` is the one that the user saw: somebody else's step in between is a conflict. */
export const TakeStep = z.object({
  action: z.string().max(40),
  version: z.int(),
  comment: z.string().trim().max(2000).optional(),
  dueOn: Day.optional(),
});
export type TakeStep = z.infer<typeof TakeStep>;
