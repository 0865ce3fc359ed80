import { Injectable } from '@nestjs/common';
import { AreaNames } from '../../access/areas/area-names';
import { may } from '../../access/permissions';
import { paths } from '../../paths';
import { Actor } from '../../platform/database/actor';
import { ReadTx } from '../../platform/database/database';
import { formatDay } from '../../platform/i18n/formats';
import { notFound } from '../../platform/problems/problem';
import { Clock } from '../../platform/time/clock';
import { localDay } from '../../platform/time/district-time';
import { SignerRole } from '../../rules/dossier';
import { FixPage } from '../../rules/finding';
import { waitingWaivers, waiverOffer } from '../../waivers/waiver-offer';
import { DateHints, Words } from '../../workflow/date-hints';
import { findingInWords } from '../../workflow/finding-words';
import { RetrofitHeader } from '../../workflow/retrofit-header';
import { AcceptanceQuery } from '../acceptance-query';
import { AcceptanceState } from '../acceptance.presenter';
import { SIGNER_ROLES } from '../acceptance.dto';
import { mayTake, signsByAccount } from '../who-signs';
import { Defect } from '../defect.repository';
import { AgreedLine, InspectionRepository, StoredInspection } from '../inspection.repository';
import { deviceModels } from './device-models';
import { blockingModel } from './fix-links';
import { itemFields, itemRow, nameIn, roleWord } from './item-rows';
import { areasOfOffices, hasSigned, signerRows, stillToSign, voidedRows } from './signer-rows';

type Model = Record<string, unknown>;

/** What the pages of an acceptance show to somebody. */
@Injectable()
export class AcceptancePages {
  constructor(
    private readonly query: AcceptanceQuery,
    private readonly inspections: InspectionRepository,
    private readonly areaNames: AreaNames,
    private readonly header: RetrofitHeader,
    private readonly dateHints: DateHints,
    private readonly clock: Clock,
  ) {}

  /** Where the acceptance stands: what was found, what is open, who signed, what is missing. */
  async overview(tx: ReadTx, id: string, words: Words): Promise<Model> {
    const { t, language } = words;
    const state = await this.query.load(tx, id);
    const waiting = await waitingWaivers(tx, id);
    const { retrofit, plan, rounds, defects, blocking, undecided, waitingPhotos } = state;
    const header = await this.header.model(tx, retrofit, t, 'acceptance');
    const newest = rounds.at(-1);
    const district = isDistrict(tx.actor) && retrofit.acceptedOn === null && retrofit.endedOn === null;
    return {
      header,
      state: stateOf(state, words),
      version: retrofit.version,
      canInspect: district && retrofit.completedOn !== null && plan !== null,
      inspectHref: paths.acceptance.inspect(id),
      photosHref: paths.retrofits.photos(id),
      isReinspection: newest !== undefined,
      findings: blocking
        .filter(({ fixAt }) => newest || !AFTER_INSPECTION.includes(fixAt.page))
        .map((finding) => ({
          ...blockingModel(id, finding, words),
          more: waiverOffer(finding.rule, id, tx.actor.role, t, waiting),
        })),
      undecided: undecided.map(({ rule, facts }) => `${rule} ${findingInWords(t, rule, facts, language)}`),
      waitingPhotos:
        waitingPhotos > 0 ? t('acceptance.photosWaiting.explained', { count: waitingPhotos }) : null,
      findingsHref: paths.retrofits.findings(id),
      columns: ['item', 'planned', 'accepted', 'measured', 'test', 'result'].map((key) => ({
        text: t(`acceptance.column.${key}`),
      })),
      round: newest && roundModel(newest, words),
      items: (plan?.lines ?? []).map((line) =>
        itemRow(
          line,
          newest?.items.find(({ itemId }) => itemId === line.itemId),
          words,
        ),
      ),
      devices: deviceModels(await this.inspections.devices(tx, id), plan?.lines ?? [], words),
      earlier: rounds.slice(0, -1).map((round) => roundModel(round, words)),
      defects: defects.map((defect) => this.defectModel(tx.actor, id, defect, state, words)),
      signers: signerRows(
        tx.actor,
        state,
        await this.areaNames.of(tx, areasOfOffices(retrofit.areaCode)),
        words,
      ),
      voided: voidedRows(state.signatures, words),
      canComplete:
        district &&
        blocking.length === 0 &&
        undecided.length === 0 &&
        waitingPhotos === 0 &&
        newest?.result === 'passed',
      completeAction: paths.acceptance.complete(id),
      acceptedLimits: this.dateHints.of(retrofit, 'acceptedOn', words, {}, header.lateEntryDays),
      reportHref:
        retrofit.acceptedOn !== null && may(tx.actor.role, 'report.read') ? paths.retrofits.report(id) : null,
    };
  }

  /** The form of a round; from the second on it asks for what failed, or with `all` for everything. */
  async inspection(
    tx: ReadTx,
    id: string,
    words: Words,
    all: boolean,
  ): Promise<{ model: Model; values: Model }> {
    const { t } = words;
    const { retrofit, plan, rounds } = await this.query.load(tx, id);
    if (
      !isDistrict(tx.actor) ||
      plan === null ||
      retrofit.completedOn === null ||
      retrofit.acceptedOn !== null
    )
      throw notFound();
    const previous = rounds.at(-1);
    const stands = (line: AgreedLine): boolean =>
      previous?.items.some(({ itemId, result }) => itemId === line.itemId && result === 'pass') ?? false;
    const asked = plan.lines.filter((line) => all || !stands(line));
    const lines = asked.length > 0 ? asked : plan.lines;
    const header = await this.header.model(tx, retrofit, t, 'acceptance');
    const limits = this.dateHints.of(retrofit, 'acceptedOn', words, {}, header.lateEntryDays);
    const model = {
      header,
      version: retrofit.version,
      action: paths.acceptance.inspect(id),
      backHref: paths.retrofits.acceptance(id),
      allHref: lines.length < plan.lines.length ? `${paths.acceptance.inspect(id)}?all=yes` : null,
      isAll: lines.length === plan.lines.length,
      limits,
      items: lines.map((line, index) => itemFields(line, index, words)),
      results: ['pass', 'defect'].map((value) => ({ value, text: t(`acceptance.result.${value}`) })),
    };
    return { model, values: { inspectedOn: limits.today, items: lines.map((line) => startValues(line, previous)) } }; // prettier-ignore
  }

  /** The page on which one party signs: what is signed, in plain rows, and the pad. */
  async signing(tx: ReadTx, id: string, role: string, words: Words): Promise<Model> {
    const { t } = words;
    const state = await this.query.load(tx, id);
    const { retrofit, plan, rounds, contentHash, requiredSigners } = state;
    const known = SIGNER_ROLES.find((one) => one === role);
    if (!known || !requiredSigners.includes(known) || !mayTake(tx.actor, known)) throw notFound();
    const newest = rounds.at(-1);
    const header = await this.header.model(tx, retrofit, t, 'acceptance');
    return {
      header,
      role: known,
      roleName: roleWord(words, known),
      isHousehold: known === 'household',
      ownName: signsByAccount(known) ? tx.actor.name : null,
      contentHash,
      action: paths.acceptance.sign(id, known),
      backHref: paths.retrofits.acceptance(id),
      columns: ['item', 'planned', 'accepted', 'measured', 'test', 'result'].map((key) => ({
        text: t(`acceptance.column.${key}`),
      })),
      items: (plan?.lines ?? []).map((line) =>
        itemRow(
          line,
          newest?.items.find(({ itemId }) => itemId === line.itemId),
          words,
        ),
      ),
      round: newest && roundModel(newest, words),
      limits: { min: newest?.inspectedOn, max: localDay(this.clock.now()) },
      left: stillToSign(state)
        .filter((one) => one !== known && mayTake(tx.actor, one))
        .map((one) => roleWord(words, one)),
    };
  }

  /** Who of those that this actor can have sign is still missing; the next page of the round of signatures. */
  async nextSigner(tx: ReadTx, id: string): Promise<SignerRole | null> {
    const state = await this.query.load(tx, id);
    return stillToSign(state).find((role) => mayTake(tx.actor, role)) ?? null;
  }

  private defectModel(
    actor: Actor,
    id: string,
    defect: Defect,
    { plan }: AcceptanceState,
    words: Words,
  ): Model {
    const { t, language } = words;
    const line = plan?.lines.find(({ itemId }) => itemId === defect.itemId);
    const isOpen = defect.reinspectedOn === null;
    const state = !isOpen ? 'closed' : defect.curedOn === null ? 'open' : 'cured';
    const day = (on: string | null): string => formatDay(on, language);
    return {
      id: defect.id,
      title: line ? `${nameIn(words, line.item.name)} · ${line.roomName}` : t('acceptance.defect.wholeHome'),
      source: t(`acceptance.defect.source.${defect.source}`),
      description: defect.description,
      tag: {
        text: t(`acceptance.defect.state.${state}`),
        tone: { open: 'bad', cured: 'progress', closed: 'good' }[state],
      },
      dates: t('acceptance.defect.dates', {
        found: day(defect.foundOn),
        cured: day(defect.curedOn),
        reinspected: day(defect.reinspectedOn),
      }),
      cureNote: defect.cureNote,
      cureAction: isOpen && may(actor.role, 'works.write') ? paths.acceptance.cure(id, defect.id) : null,
      confirmAction:
        state === 'cured' && defect.source === 'household' && isDistrict(actor)
          ? paths.acceptance.confirm(id, defect.id)
          : null,
      cureLimits: { min: defect.foundOn, max: localDay(this.clock.now()) },
      confirmLimits: { min: defect.curedOn, max: localDay(this.clock.now()) },
    };
  }
}

/** What only says that nobody has inspected yet is not told line by line. */
const AFTER_INSPECTION: readonly FixPage[] = ['inspection', 'acceptanceSignatures'];

/** Staff of the district, who inspect and accept. */
function isDistrict(actor: Actor): boolean {
  return may(actor.role, 'inspection.write') && actor.areaCode.length === 6;
}

function stateOf(
  { retrofit, rounds, signatures, contentHash, requiredSigners }: AcceptanceState,
  { t }: Words,
): Model {
  const signed = requiredSigners.filter((role) => hasSigned(role, signatures, contentHash));
  const newest = rounds.at(-1);
  const key =
    retrofit.acceptedOn !== null ? 'accepted'
    : retrofit.completedOn === null ? 'notCompleted'
    : !newest ? 'notInspected'
    : newest.result === 'defects' ? 'defects'
    : signed.length < requiredSigners.length ? 'signing' : 'complete'; // prettier-ignore
  const tone = {
    accepted: 'good',
    notCompleted: 'neutral',
    notInspected: 'progress',
    defects: 'bad',
    signing: 'progress',
    complete: 'good',
  };
  return { text: t(`acceptance.state.${key}`), tone: tone[key], acceptedOn: retrofit.acceptedOn };
}

function roundModel(
  { round, inspectedOn, inspectorName, result, opinion }: StoredInspection,
  { t, language }: Words,
): Model {
  return {
    title: t('acceptance.round', { round, on: formatDay(inspectedOn, language), name: inspectorName }),
    tag: { text: t(`acceptance.roundResult.${result}`), tone: result === 'passed' ? 'good' : 'bad' },
    opinion,
  };
}

/** What was measured before is offered again; what has to be looked at anew is not. */
function startValues(line: AgreedLine, previous: StoredInspection | undefined): Model {
  const before = previous?.items.find(({ itemId }) => itemId === line.itemId);
  return {
    acceptedQuantity: before?.acceptedQuantity ?? '',
    functionTest: '',
    unboxed: before?.unboxed ?? '',
    connected: before?.connected ?? '',
    measured: line.item.requirements.map(({ key }) => before?.measured.find((one) => one.key === key) ?? {}),
  };
}
