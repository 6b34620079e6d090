/** The bytes are not built as their format says. */
export class ContainerFault extends Error {
  override readonly name = 'ContainerFault';
}
