import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { May } from '../access/may.decorator';
import { Actor } from '../platform/database/actor';
import { As, SeenVersion } from '../platform/http/decorators';
import { MadeView, Problems } from '../platform/http/openapi';
import { AddPerson } from './add-person';
import { PersonDto, UpdatePersonDto, ViewIdentityDto } from './households.dto';
import { IdentityView } from './households.views';
import { UpdatePerson } from './update-person';
import { ViewIdentity } from './view-identity';

@ApiTags('households')
@Controller('api/v1/households/:id/people')
export class PeopleApiController {
  constructor(
    private readonly addPerson: AddPerson,
    private readonly updatePerson: UpdatePerson,
    private readonly viewIdentity: ViewIdentity,
  ) {}

  @Post()
  @May('household.write')
  @ApiCreatedResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'rule-broken')
  async add(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: PersonDto,
  ): Promise<MadeView> {
    return this.addPerson.execute(actor, id, input);
  }

  @Put(':personId')
  @May('household.write')
  @ApiOkResponse({ type: MadeView })
  @Problems('invalid-input', 'not-found', 'stale-version', 'rule-broken')
  async update(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('personId', ParseUUIDPipe) personId: string,
    @Body() input: UpdatePersonDto,
    @SeenVersion() seen: number | null,
  ): Promise<MadeView> {
    return this.updatePerson.execute(actor, id, personId, input, seen);
  }

  /** A POST, because it leaves its mark in the history. */
  @Post(':personId/identity')
  @HttpCode(200)
  @May('identity.read')
  @ApiOkResponse({ type: IdentityView })
  @Problems('invalid-input', 'not-found')
  async identity(
    @As() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('personId', ParseUUIDPipe) personId: string,
    @Body() input: ViewIdentityDto,
  ): Promise<IdentityView> {
    return this.viewIdentity.execute(actor, id, personId, input);
  }
}
