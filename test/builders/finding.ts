import { FindFindings } from '../../src/findings/find-findings';
import { TestApp } from '../support/test-app';
import { aRetrofit, BuiltRetrofit } from './retrofit';

export interface FlaggedRetrofit extends BuiltRetrofit {
  /** C14 of the application's day and of the community's opinion, in this order. */
  flags: [string, string];
}

/** A retrofit with two flags that wait for a decision: application and first opinion were entered months late. */
export async function aFlaggedRetrofit(test: TestApp, programmeId?: string): Promise<FlaggedRetrofit> {
  const builder = aRetrofit(test);
  const made = await (programmeId ? builder.inProgramme(programmeId) : builder).reviewedByCommunity().build();
  const { findings } = await test.get(FindFindings).ofRetrofit(test.actors.supervisor, made.id);
  const flagOf = (part: string): string => findings.find(({ rule, subjectPart }) => rule === 'C14' && subjectPart === part)!.id; // prettier-ignore
  return { ...made, flags: [flagOf('appliedOn'), flagOf('communityOpinionOn')] };
}
