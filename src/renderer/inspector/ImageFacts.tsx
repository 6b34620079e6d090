import { Copy, History, ImageOff } from 'lucide-react';
import { useMemo } from 'react';
import { differenceWords } from '../../shared/asked-got';
import type { LibraryImage } from '../../shared/image';
import type { AppState } from '../../shared/app-state';
import { MODELS, findModel } from '../../shared/models';
import type { OrganiseChange } from '../../shared/organise';
import { differenceIn } from '../store/asked-got';
import { whyNoChange } from '../store/connection';
import { commands, promptCommands, useStudio } from '../store/studio';
import { Button } from '../ui/Button';
import { bytes, dateAndTime, dollars, fileName, formatName, pixels, seconds } from '../ui/format';
import { IconButton } from '../ui/IconButton';
import { asked } from '../ui/recipe-words';
import { linkedSources } from '../ui/sent-words';
import { originalUrl, thumbnailUrl } from '../ui/image-url';
import { Marks } from '../ui/Marks';
import { Fact } from '../ui/Fact';
import { FileMenu } from './FileMenu';
import { FileState } from './FileState';
import { FoundRecipe } from './FoundRecipe';
import styles from './Inspector.module.css';
import { Note } from './Note';
import { ImageLineage } from './ImageLineage';
import { ImageTags } from './ImageTags';

type ImageFactsProps = Readonly<{
  image: LibraryImage;
  version: number;
  platform: AppState['platform'];
}>;

/** One image: how it looks, what was asked, what came, where it lies. */
export function ImageFacts({ image, version, platform }: ImageFactsProps) {
  const { recipe, origin } = image;
  const columns = useStudio((state) => state.columns);
  const difference = useMemo(() => differenceIn(columns, image), [columns, image]);
  const sharp = window.devicePixelRatio > 1.5;
  const locked = useStudio(whyNoChange);
  const organise = (change: OrganiseChange): Promise<boolean> => commands.organise([image.id], change);
  return (
    <>
      <div className={styles.hero} style={{ aspectRatio: heroRatio(image) }}>
        {image.displayable ? (
          <img src={sharp ? originalUrl(image.id, version) : thumbnailUrl(image.id, version)} alt="" />
        ) : (
          <ImageOff size={22} strokeWidth={1.5} aria-hidden />
        )}
      </div>
      <Marks
        values={{ stars: image.stars, flag: image.flag ?? 'none', favourite: image.favourite }}
        locked={locked}
        onChange={(change) => void organise(change)}
      />
      <FileState image={image} />
      <section>
        <div className={styles.heading}>
          <h2>{recipe ? 'Prompt' : 'Name'}</h2>
          {recipe && (
            <IconButton
              label="Show in prompt history"
              icon={History}
              onClick={() => void promptCommands.showPromptOf(recipe.prompt)}
            />
          )}
          <IconButton
            label={recipe ? 'Copy prompt' : 'Copy name'}
            icon={Copy}
            onClick={() => void commands.copyText(recipe?.prompt ?? image.title, recipe ? 'Prompt' : 'Name')}
          />
        </div>
        <p className={styles.prompt}>{recipe?.prompt ?? image.title}</p>
      </section>
      <div className={styles.actions}>
        {recipe && <Button onClick={() => commands.reuse(recipe)}>Reuse</Button>}
        <Button onClick={() => commands.useAsSources([image.id])}>Edit</Button>
        <FileMenu image={image} platform={platform} />
      </div>
      <section>
        <h2>{recipe ? 'Recipe' : 'File'}</h2>
        <dl>
          {recipe && linkedSources(recipe) !== '' && (
            <Fact name="Sent" title="How its sources were sent">
              {linkedSources(recipe)}
            </Fact>
          )}
          {recipe && <Fact name="Model">{findModel(MODELS, recipe.modelId)?.name ?? recipe.modelId}</Fact>}
          {recipe && <Fact name="Asked">{asked(recipe)}</Fact>}
          <Fact name={recipe ? 'Got' : 'Size'}>
            {image.displayable ? `${pixels(image)} · ` : 'can’t be displayed · '}
            {bytes(image.bytes)}
          </Fact>
          {difference && <Fact name="Differs">{differenceWords(difference)}</Fact>}
          {!recipe && <Fact name="Format">{formatName(image.format)}</Fact>}
          {origin && (
            <Fact name="Cost">
              {origin.synthetic ? 'demo, no cost' : `about ${dollars(origin.estimate)} · charged`}
            </Fact>
          )}
          {origin && <Fact name="Took">{seconds(origin.tookMs)}</Fact>}
          <Fact name={recipe ? 'Made' : 'Added'}>{dateAndTime(image.createdAt)}</Fact>
          <Fact name="File" title={image.file}>
            {fileName(image.file)}
          </Fact>
          {origin && (
            <Fact name="Request" title={origin.requestId}>
              {origin.requestId}
            </Fact>
          )}
        </dl>
      </section>
      <ImageLineage image={image} />
      <ImageTags
        key={`tags ${image.id}`}
        tags={image.tags.map((tag) => ({ tag, onAll: true }))}
        locked={locked}
        organise={organise}
      />
      <Note
        key={`note ${image.id}`}
        note={image.note}
        locked={locked}
        onChange={(note) => organise({ kind: 'note', note })}
      />
      {image.madeWith !== null && <FoundRecipe id={image.id} madeWith={image.madeWith} />}
      {origin?.synthetic === true && <p className={styles.badge}>Synthetic: drawn by the demo gateway</p>}
    </>
  );
}

function heroRatio(image: LibraryImage): string {
  if (!image.displayable || image.width === 0 || image.height === 0) return '3 / 2';
  return `${String(image.width)} / ${String(image.height)}`;
}
