import { Controller } from '@nestjs/common';
import { getBoard, listBoards } from '#libs/contracts';
import { type Call, Rpc } from '#libs/messaging';
import { BoardsService } from './boards.service.js';

@Controller()
export class BoardsController {
  constructor(private readonly boards: BoardsService) {}

  @Rpc(listBoards)
  list({ actor, input }: Call<typeof listBoards>) {
    return this.boards.list(actor, input);
  }

  @Rpc(getBoard)
  get({ actor, input }: Call<typeof getBoard>) {
    return this.boards.get(actor, input.placementId);
  }
}
