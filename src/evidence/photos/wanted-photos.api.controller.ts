import { Controller, Get, Param, ParseUUIDPipe } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { May } from '../../access/may.decorator';
import { PHOTO_STAGES, PhotoStage } from '../../plans/catalogue/catalogue-item';
import { Actor } from '../../platform/database/actor';
import { Database } from '../../platform/database/database';
import { As } from '../../platform/http/decorators';
import { Problems } from '../../platform/http/openapi';
import { RetrofitRepository } from '../../workflow/retrofit.repository';
import { PhotoPlacesRepository } from './photo-places.repository';
import { PhotoRepository } from './photo.repository';
import { wantedOf, wantedOfRoom } from './wanted-photos';

class LikeView {
  @ApiProperty({ format: 'uuid', description: 'Sent back as `pairedWith` with the after photo' })
  likePhotoId!: string;
  @ApiProperty({ description: 'Of its upright rendition, to lay over the camera’s picture' }) url!: string;
  @ApiProperty({ description: 'An after photo stands beside it already' }) isMirrored!: boolean;
}

class WantedPhotoView {
  @ApiProperty({ enum: PHOTO_STAGES }) stage!: PhotoStage;
  @ApiProperty() isThere!: boolean;
  @ApiProperty({ description: 'What was before the works can’t be photographed any more' })
  isTooLate!: boolean;
  @ApiProperty({ type: [LikeView], description: 'After photos: what to take it from the same side as' })
  likes!: readonly LikeView[];
}

class WantedPlaceView {
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Null for a room' })
  itemId!: string | null;
  @ApiProperty({ format: 'uuid' }) roomId!: string;
  @ApiProperty({ description: 'Of the room' }) room!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Code of the catalogue’s item' })
  catalogueCode!: string | null;
  @ApiProperty({ type: [WantedPhotoView] }) wanted!: readonly WantedPhotoView[];
}

class WantedPhotosView {
  @ApiProperty({ type: [WantedPlaceView] }) items!: WantedPlaceView[];
}

/** What is to be photographed, for whoever stands there with a phone. */
@ApiTags('photos')
@Controller('api/v1/retrofits/:id/wanted-photos')
export class WantedPhotosApiController {
  constructor(
    private readonly database: Database,
    private readonly retrofits: RetrofitRepository,
    private readonly photos: PhotoRepository,
    private readonly places: PhotoPlacesRepository,
  ) {}

  @Get()
  @May('photo.read')
  @ApiOkResponse({ type: WantedPhotosView })
  @Problems('not-found')
  async list(@As() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<WantedPhotosView> {
    return this.database.as(actor).read(async (tx) => {
      const hasBegun = (await this.retrofits.get(tx, id)).startedOn !== null;
      const photos = await this.photos.ofRetrofit(tx, id);
      const items = (await this.places.items(tx, id)).filter(({ isPlanned }) => isPlanned);
      if (items.length === 0)
        return {
          items: (await this.places.rooms(tx, id)).map((room) => ({
            itemId: null, roomId: room.id, room: room.name, catalogueCode: null, wanted: wantedOfRoom(room, photos, hasBegun),
          })),
        }; // prettier-ignore
      return {
        items: items.map((item) => ({
          itemId: item.id, roomId: item.roomId, room: item.room, catalogueCode: item.item.code, wanted: wantedOf(item, photos, hasBegun),
        })),
      }; // prettier-ignore
    });
  }
}
