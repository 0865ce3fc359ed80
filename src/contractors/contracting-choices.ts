import { Injectable } from '@nestjs/common';
import { Actor } from '../platform/database/actor';
import { formatDay } from '../platform/i18n/formats';
import { Language } from '../platform/i18n/texts';
import { Translate } from '../platform/i18n/translator';
import { CalendarDate } from '../platform/time/calendar-date';
import { Clock } from '../platform/time/clock';
import { localDay } from '../platform/time/district-time';
import { ProgrammeReader } from '../programmes/programme-reader';
import { ProgrammeView } from '../programmes/programmes.presenter';
import { ContractReader } from './contract-reader';
import { ContractorReader } from './contractor-reader';
import { AWARD_METHODS } from './contractors.dto';

interface ChoiceItem {
  value: string;
  text: string;
}

export interface ContractingLists {
  programme: ProgrammeView;
  today: CalendarDate;
  contractors: ChoiceItem[];
  decisions: ChoiceItem[];
  awards: ChoiceItem[];
  waivers: ChoiceItem[];
  methods: ChoiceItem[];
}

/** A district has some dozens of firms and a programme some decisions; a form shows them all. */
const ALL = 500;

/** What the forms of awards and contracts let somebody choose from, in words. */
@Injectable()
export class ContractingChoices {
  constructor(
    private readonly programmes: ProgrammeReader,
    private readonly contractors: ContractorReader,
    private readonly reader: ContractReader,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem not-found */
  async programme(actor: Actor, id: string): Promise<ProgrammeView> {
    return this.programmes.show(actor, id);
  }

  /** @throws Problem not-found */
  async of(actor: Actor, id: string, t: Translate, language: Language): Promise<ContractingLists> {
    const contractors = await this.contractors.list(actor, { limit: ALL });
    const decisions = await this.reader.decisions(actor, id, { limit: ALL });
    const awards = await this.reader.awards(actor, id, { limit: ALL });
    const waivers = await this.reader.waivers(actor, id, ALL);
    return {
      programme: await this.programme(actor, id),
      today: localDay(this.clock.now()),
      contractors: contractors.items.map((contractor) => ({ value: contractor.id, text: contractor.name })),
      decisions: decisions.items.map(({ id: value, heldOn, subject }) => ({
        value,
        text: t('contractors.contract.decisionItem', { on: formatDay(heldOn, language), subject }),
      })),
      awards: awards.items.map(({ id: value, awardedOn, contractorName: contractor, document }) => ({
        value,
        text: t('contractors.contract.awardItem', { on: formatDay(awardedOn, language), contractor, document }),
      })),
      waivers: waivers.map(({ id: value, headName, documentNumber, documentDate }) => ({
        value,
        text: t('contractors.contract.waiverItem', { on: formatDay(documentDate, language), headName, documentNumber }),
      })),
      methods: AWARD_METHODS.map((value) => ({ value, text: t(`contractors.method.${value}`) })),
    }; // prettier-ignore
  }
}
