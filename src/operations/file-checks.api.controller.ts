import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { CheckedFilesReader } from '../evidence/files/checked-files';
import { Actor } from '../platform/database/actor';
import { As } from '../platform/http/decorators';
import { Problems } from '../platform/http/openapi';
import { sha256Of } from '../platform/storage/file-storage';

class NamingRecordView {
  @ApiProperty({ description: 'The kind of record, as its table' }) table!: string;
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) retrofitId!: string | null;
}

class DamagedFileView {
  @ApiProperty({ description: 'Of the bytes that came, in hexadecimal' }) sha256!: string;
  @ApiProperty({ enum: ['missing', 'changed', 'unreadable'] }) state!: string;
  @ApiProperty({ format: 'date-time' }) damagedSince!: Date;
  @ApiProperty({ type: [NamingRecordView], description: 'As far as the reader may see them' }) records!: readonly NamingRecordView[]; // prettier-ignore
}

class FileChecksView {
  @ApiProperty({ description: 'Files that were ever read again' }) files!: number;
  @ApiProperty() bytes!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) oldestCheckAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) newestCheckAt!: Date | null;
  @ApiProperty({ type: [DamagedFileView], description: 'At most 200, the longest damaged first' }) damaged!: readonly DamagedFileView[]; // prettier-ignore
}

@ApiTags('operations')
@Controller('api/v1/files')
export class FileChecksApiController {
  constructor(private readonly files: CheckedFilesReader) {}

  @Get('checks')
  @May('job.read')
  @ApiOkResponse({ type: FileChecksView })
  @Problems()
  async show(@As() actor: Actor): Promise<FileChecksView> {
    const { checked, damaged } = await this.files.report(actor);
    return {
      files: checked.files,
      bytes: checked.bytes,
      oldestCheckAt: checked.oldest,
      newestCheckAt: checked.newest,
      damaged: damaged.map(({ key, state, damagedSince, records }) => ({
        sha256: sha256Of(key),
        state,
        damagedSince,
        records: records.map(({ table, id, retrofitId }) => ({ table, id, retrofitId })),
      })),
    };
  }
}
