import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { Actor } from '../../platform/database/actor';
import { As, SeenVersion } from '../../platform/http/decorators';
import { MadeView, Problems } from '../../platform/http/openapi';
import { CatalogueSettingsDto } from './office-catalogue.dto';
import { OfficeCatalogueReader } from './office-catalogue-reader';
import { OfficeItem } from './office-catalogue.repository';
import { SetCatalogueItem } from './set-catalogue-item';

class CatalogueSettingsView {
  @ApiProperty({ example: 'toilet-grab-bar' }) code!: string;
  @ApiProperty({ description: 'Fen' }) priceLimitFen!: number;
  @ApiProperty() minimumWorksDays!: number;
  @ApiProperty() active!: boolean;
  @ApiProperty({ description: 'Whether the district has set it for itself' }) isOwn!: boolean;
  @ApiProperty() version!: number;
}

@ApiTags('plans')
@Controller('api/v1/catalogue-settings')
export class OfficeCatalogueApiController {
  constructor(
    private readonly reader: OfficeCatalogueReader,
    private readonly setItem: SetCatalogueItem,
  ) {}

  @Get()
  @May('catalogue.read')
  @ApiOkResponse({ type: [CatalogueSettingsView] })
  @Problems()
  async list(@As() actor: Actor): Promise<CatalogueSettingsView[]> {
    return (await this.reader.list(actor)).map(present);
  }

  @Put(':code')
  @May('catalogue.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version')
  async set(
    @As() actor: Actor,
    @Param('code') code: string,
    @Body() input: CatalogueSettingsDto,
    @SeenVersion() version: number | null,
  ): Promise<MadeView> {
    return this.setItem.execute(actor, code, input, version);
  }
}

function present(item: OfficeItem): CatalogueSettingsView {
  const { code, priceLimitFen, minimumWorksDays, active, settingsId, version } = item;
  return { code, priceLimitFen, minimumWorksDays, active, isOwn: settingsId !== null, version };
}
