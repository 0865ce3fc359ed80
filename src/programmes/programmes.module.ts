import { Module } from '@nestjs/common';
import { BookQuota } from './book-quota';
import { CreateProgramme } from './create-programme';
import { ProgrammeProgressRepository } from './programme-progress.repository';
import { ProgrammeReader } from './programme-reader';
import { ProgrammeRepository } from './programme.repository';
import { ProgrammesApiController } from './programmes.api.controller';
import { ProgrammesPagesController } from './programmes.pages.controller';
import { QuotaLedger } from './quota-ledger';
import { QuotaRepository } from './quota.repository';
import { UpdateProgramme } from './update-programme';

@Module({
  controllers: [ProgrammesApiController, ProgrammesPagesController],
  providers: [
    ProgrammeRepository,
    ProgrammeProgressRepository,
    QuotaRepository,
    QuotaLedger,
    ProgrammeReader,
    CreateProgramme,
    UpdateProgramme,
    BookQuota,
  ],
  exports: [QuotaLedger, ProgrammeReader, CreateProgramme, UpdateProgramme, BookQuota],
})
export class ProgrammesModule {}
