/** The type under which an image of the library travels in a drag inside the window. */
export const IMAGE_DRAG_TYPE = 'application/x-easel-image';
