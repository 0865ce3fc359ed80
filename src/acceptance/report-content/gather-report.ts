import { Injectable } from '@nestjs/common';
import { lineTotalFen } from '../../platform/numbers/money';
import { ReadTx } from '../../platform/database/database';
import { asDrawn } from '../../platform/pdf/strokes';
import { daysBetween } from '../../platform/time/calendar-date';
import { DISTRICT_TIME_ZONE, localDay } from '../../platform/time/district-time';
import { withWaiversInTime } from '../../waivers/acts-allowed';
import { DossierRepository } from '../../workflow/dossier.repository';
import { Defect, DefectRepository } from '../defect.repository';
import { refused } from '../acceptance-refusals';
import { AgreedLine, InspectionRepository } from '../inspection.repository';
import { Signature, SignatureRepository } from '../signature.repository';
import {
  AcceptanceReportContent,
  ReportDate,
  ReportDefect,
  ReportSignature,
  ReportWaiver,
} from '../report/acceptance-report.content';
import { RecordedDate, ReportFacts, ReportFactsRepository } from './report-facts.repository';
import { reportItems } from './report-items';
import { inBoth } from './report-words';

/** Everything but the number, which is taken last so that its counter is locked as shortly as can be. */
export type UnnumberedReport = Omit<AcceptanceReportContent, 'number' | 'supersedes'>;

export interface GatheredReport {
  content: UnnumberedReport;
  inspectionId: string;
  prefix: string;
}

/** Puts together what an acceptance report says, out of everything that was recorded of a retrofit. */
@Injectable()
export class GatherReport {
  constructor(
    private readonly facts: ReportFactsRepository,
    private readonly inspections: InspectionRepository,
    private readonly defects: DefectRepository,
    private readonly signatures: SignatureRepository,
    private readonly dossiers: DossierRepository,
  ) {}

  /** @throws Problem conflict when there is no plan, contract or inspection to report on */
  async gather(tx: ReadTx, retrofitId: string): Promise<GatheredReport> {
    const facts = await this.facts.facts(tx, retrofitId);
    const plans = await this.inspections.agreedPlans(tx, retrofitId);
    const inspection = await this.inspections.newest(tx, retrofitId);
    const [original, plan] = [plans[0], plans.at(-1)];
    if (!original || !plan) throw refused('noPlan');
    if (!inspection || !facts.contract) throw refused('notInspected');
    const defects = await this.defects.list(tx, retrofitId);
    const photos = await this.facts.photos(tx, retrofitId);
    const rooms = await this.facts.rooms(tx, retrofitId);
    const items = reportItems({ original, plan, inspection, defects, facts, photos, rooms });
    const content: UnnumberedReport = {
      ...headOf(facts, facts.contract, tx.actor.name),
      dates: (await this.facts.dates(tx, retrofitId)).map(dateOf),
      items,
      amounts: {
        plannedFen: sum(original.lines.map((line) => lineTotalFen(line.quantity, line.unitPriceFen))),
        acceptedFen: sum(items.map(({ acceptedFen }) => acceptedFen)),
        capFen: facts.programme.capFen,
      },
      defects: await this.defectsOf(tx, retrofitId, defects, namesOf([...original.lines, ...plan.lines])),
      waivers: await this.waiversOf(tx, retrofitId),
      signatures: (await this.signatures.standing(tx, retrofitId)).map(signatureOf),
    };
    return { content, inspectionId: inspection.id, prefix: facts.prefix };
  }

  /** Those that let something pass: a document that an act turned out to be older than excuses nothing. */
  private async waiversOf(tx: ReadTx, retrofitId: string): Promise<ReportWaiver[]> {
    const inTime = withWaiversInTime(await this.dossiers.load(tx, retrofitId)).waivers;
    return (await this.facts.waivers(tx, retrofitId)).filter(({ rule }) =>
      inTime.some((one) => one === rule),
    );
  }

  private async defectsOf(
    tx: ReadTx,
    retrofitId: string,
    defects: readonly Defect[],
    names: ReadonlyMap<string, ReportDefect['item']>,
  ): Promise<ReportDefect[]> {
    const inspectors = await this.facts.reinspectors(tx, retrofitId);
    return defects.map((defect) => ({
      item: names.get(defect.itemId ?? '') ?? inBoth('reportContent.householdStatement'),
      description: defect.description,
      foundOn: defect.foundOn,
      curedOn: defect.curedOn!,
      reinspectedOn: defect.reinspectedOn!,
      reinspectedBy: inspectors.get(defect.id) ?? '—',
    }));
  }
}

type Contract = NonNullable<ReportFacts['contract']>;
type Head = Omit<UnnumberedReport, 'dates' | 'items' | 'amounts' | 'defects' | 'waivers' | 'signatures'>;

/** Who, where, by which contract, and who reviewed the application. */
function headOf(facts: ReportFacts, contract: Contract, issuedBy: string): Head {
  const { year, name, grantDocument } = facts.programme;
  return {
    schema: 1,
    isDemo: facts.isDemo,
    issuedAt: facts.now,
    issuedBy,
    office: facts.office,
    timeZone: DISTRICT_TIME_ZONE,
    programme: { year, name, grantDocument },
    household: householdOf(facts),
    contract: {
      contractor: contract.contractor,
      number: contract.number,
      signedOn: contract.signedOn,
      decision: { heldOn: contract.decidedOn ?? '—', minutes: contract.minutes ?? '—' },
    },
    lateAfterDays: facts.programme.lateEntryDays,
    opinions: facts.opinions.map(({ level, ...opinion }) => ({ ...opinion, level: LEVELS[level - 1]! })),
    seals: sealsOf(facts, contract.contractor),
  };
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

function namesOf(lines: readonly AgreedLine[]): Map<string, ReportDefect['item']> {
  return new Map(lines.map(({ itemId, item }) => [itemId, item.name]));
}

const LEVELS = ['community', 'street', 'district'] as const;

function householdOf({ person, address }: ReportFacts): AcceptanceReportContent['household'] {
  return {
    personName: person.name,
    idNumberMasked: person.idNumberMasked,
    certificateNumberMasked: person.certificateMasked ?? '—',
    category: person.category === null ? '—' : categoryOf(person.category),
    grade: person.grade === null ? '—' : inBoth(`reportContent.grade.${person.grade}`),
    address,
    guardian:
      person.guardianName === null
        ? null
        : {
            name: person.guardianName,
            relation: inBoth(`reportContent.guardian.${person.guardianRelation}`),
          },
  };
}

function categoryOf(category: number): { zh: string; en: string } {
  const plain = inBoth(`catalogue.category.${category}`);
  return {
    zh: inBoth('reportContent.category', { category: plain.zh }).zh,
    en: inBoth('reportContent.category', { category: plain.en }).en,
  };
}

function dateOf({ key, on, recordedAt, recordedBy }: RecordedDate): ReportDate {
  const lagDays = on === null || recordedAt === null ? null : daysBetween(on, localDay(new Date(recordedAt)));
  return { key: key as ReportDate['key'], on, recordedAt, recordedBy, lagDays, lateReason: null };
}

function signatureOf(signature: Signature): ReportSignature {
  const { relation } = signature;
  return {
    role: inBoth(`reportContent.role.${signature.role}`),
    name: signature.firm ? `${signature.name}（${signature.firm}）` : signature.name,
    relation:
      relation === 'office'
        ? null
        : relation === 'proxy'
          ? signature.proxyRelation
          : inBoth(`reportContent.relation.${relation}`),
    proxy: relation === 'proxy' ? { reason: signature.proxyReason, witness: signature.witnessName } : null,
    signedOn: signature.signedOn,
    strokes: asDrawn(signature.strokes),
    contentSha256: signature.contentHash,
  };
}

/** The offices among the signers seal the printed report. */
function sealsOf(facts: ReportFacts, contractor: string): AcceptanceReportContent['seals'] {
  const offices: Record<string, string | null> = {
    contractor,
    community: facts.communityOffice,
    street: facts.streetOffice,
    district: facts.office,
  };
  return facts.programme.requiredSigners.flatMap((role) => {
    const office = offices[role];
    return office ? [{ office, role: inBoth(`reportContent.role.${role}`) }] : [];
  });
}
