/** The one library that a host has open, and what follows from its settings: its rule stack and steps. */
import type { ReviewStepName } from '#app/contract/calls';
import { FailureError } from '#app/contract/failure';
import type { CatalogueIndex } from '#app/jurisdictions/check-catalogue';
import type { RulePack } from '#app/jurisdictions/rule-pack';
import type { SecrecyList } from '#app/jurisdictions/secrecy/secrecy-list';
import type { Settlement } from '#app/jurisdictions/settlement';
import { demandedSteps, packsInForce, ruleStack } from '#app/jurisdictions/rule-stack';
import { COUNTERSIGN_SETTING, type Role } from '#app/review/roles';
import type { Library } from '#app/storage/database';
import { readSettings, type Settings } from '#app/storage/settings-store';
import type { Host } from './host';
import type { Undone } from './redo-operations';

/** Who is signed in, with the roles that counted when the call came in. */
export interface Session {
  readonly account: string;
  readonly roles: readonly Role[];
  readonly office: string;
}

export interface IndexBuild {
  readonly done: Promise<CatalogueIndex | null>;
  readonly stop: () => void;
}

export interface OpenedLibrary {
  readonly library: Library;
  settings: Settings;
  /** What the check has learnt of the whole catalogue; null until the first whole check, and after bulk changes. */
  catalogueIndex: CatalogueIndex | null;
  /** The index while it is being built; see `keep-index.ts`. */
  indexBuild?: IndexBuild | null;
  /** Takes back that the index is going to be built in the background. */
  dropWarming?: () => void;
  /** Reasons given for findings, by entry. */
  settlements: ReadonlyMap<string, readonly Settlement[]>;
  secrecyList: SecrecyList;
  /** What was taken back and can be brought in again, the latest last. */
  undone?: readonly Undone[];
  /** Absent while nobody is signed in; ends with the library. */
  session?: Session | undefined;
}

export interface Workspace {
  readonly host: Host;
  current: OpenedLibrary | null;
}

export function opened(workspace: Workspace): OpenedLibrary {
  if (!workspace.current) throw new FailureError('library-not-found', {});
  return workspace.current;
}

/** The name that goes on record: the account signed in, '' without accounts. */
export function actorOf(workspace: Workspace): string {
  return workspace.current?.session?.account ?? '';
}

export async function reloadSettings(workspace: Workspace): Promise<Settings> {
  const current = opened(workspace);
  current.settings = await readSettings(current.library.reader);
  return current.settings;
}

/** The packs the library works under, the national Regulation first. */
export function libraryStack(workspace: Workspace): readonly RulePack[] {
  const { settings } = opened(workspace);
  return stackOf(workspace, settings['rules'] ?? '');
}

export function stackOf(workspace: Workspace, rules: string): readonly RulePack[] {
  const stack = ruleStack([...workspace.host.resources.rulePacks.values()], rules);
  if (!stack.ok) throw new FailureError(stack.failure.code, stack.failure.details);
  return stack.value;
}

/** Those of the library's stack that are in force today. */
export function stackInForce(workspace: Workspace): readonly RulePack[] {
  return packsInForce(libraryStack(workspace), workspace.host.today());
}

/** Steps demanded by the rules in force and by the library's settings, without those waived with a reason. */
export function stepsToTake(workspace: Workspace): Set<ReviewStepName> {
  const { settings } = opened(workspace);
  const steps = new Set<ReviewStepName>(['submit']);
  for (const { step } of demandedSteps(stackInForce(workspace))) steps.add(step);
  for (const step of steps) if (settings[`waive.${step}`]) steps.delete(step);
  if (settings['officeConfirmation'] === '是') steps.add('confirm');
  if (settings[COUNTERSIGN_SETTING] === '是') steps.add('countersign');
  return steps;
}
