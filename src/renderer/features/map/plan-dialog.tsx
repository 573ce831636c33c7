import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { SitePlace, SitePlanDto } from '#contract/map.ts';
import { PLAN_MEDIA } from '#contract/map.ts';
import type { LatLon } from '#core/model/site.ts';
import { Button } from '#renderer/ui/button.tsx';
import { DialogForm } from '#renderer/ui/dialog-form.tsx';
import { Field, TextField } from '#renderer/ui/field.tsx';
import { Modal } from '#renderer/ui/modal.tsx';
import { EVIDENCE_MAP, SITE_PLAN } from '#renderer/words/map.ts';
import type { ArchiveStore } from './archive-store.ts';
import { MapFrame } from './map-frame.tsx';
import type { MapStore } from './map-store.ts';
import type { View } from './mercator.ts';
import { cornersOf } from './mercator.ts';
import styles from './plan-dialog.module.css';
import type { PlanFile } from './plan-file.ts';
import { readDegrees, readPlan } from './plan-file.ts';
import { fenceEdge } from './scene.ts';
import { Fence, PlanImage, SiteMark } from './scene-marks.tsx';

/** What is typed: four numbers as texts. */
type Corners = Readonly<Record<'nwLat' | 'nwLon' | 'seLat' | 'seLon', string>>;
type CornerField = { readonly key: keyof Corners; readonly label: string };

const FIELDS: readonly CornerField[] = [
  { key: 'nwLat', label: SITE_PLAN.of(SITE_PLAN.nw, SITE_PLAN.latitude) },
  { key: 'nwLon', label: SITE_PLAN.of(SITE_PLAN.nw, SITE_PLAN.longitude) },
  { key: 'seLat', label: SITE_PLAN.of(SITE_PLAN.se, SITE_PLAN.latitude) },
  { key: 'seLon', label: SITE_PLAN.of(SITE_PLAN.se, SITE_PLAN.longitude) },
];
/** Share of the view that stays free around corners that are taken from it. */
const INSET = 0.12;

const written = ({ nw, se }: { readonly nw: LatLon; readonly se: LatLon }): Corners => ({
  nwLat: nw.lat.toFixed(6),
  nwLon: nw.lon.toFixed(6),
  seLat: se.lat.toFixed(6),
  seLon: se.lon.toFixed(6),
});

function cornersIn(corners: Corners): { readonly nw: LatLon; readonly se: LatLon } | null {
  const [north, south] = [readDegrees(corners.nwLat, 90), readDegrees(corners.seLat, 90)];
  const [west, east] = [readDegrees(corners.nwLon, 180), readDegrees(corners.seLon, 180)];
  if (north === null || south === null || west === null || east === null) return null;
  return { nw: { lat: north, lon: west }, se: { lat: south, lon: east } };
}

const pointsOf = ({ location, geofence, checkpoints, plan }: SitePlace): readonly LatLon[] => [
  ...(location === null ? [] : [location]),
  ...fenceEdge(geofence, location),
  ...checkpoints,
  ...(plan === null ? [] : [plan.nw, plan.se]),
];

type BodyProps = {
  readonly store: MapStore;
  readonly archive: ArchiveStore;
  readonly place: SitePlace;
  readonly onClose: () => void;
};

function Body({ store, archive, place, onClose }: BodyProps) {
  const { setPlan, removePlan } = useStore(store);
  const mapFile = useStore(archive);
  const view = useRef<View | null>(null);
  const [file, setFile] = useState<PlanFile | null>(place.plan);
  const [name, setName] = useState(place.plan?.name ?? '');
  const [corners, setCorners] = useState<Corners>(
    place.plan === null ? { nwLat: '', nwLon: '', seLat: '', seLon: '' } : written(place.plan),
  );
  const [problem, tell] = useState<string | null>(null);
  const given = cornersIn(corners);
  const preview: SitePlanDto | null = file === null || given === null ? null : { ...file, name, ...given };
  const content = useMemo(() => ({ key: place.site, points: pointsOf(place) }), [place]);
  const end = (refusal: string | null) => (refusal === null ? onClose() : tell(refusal));
  const choose = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    const read = await readPlan(chosen);
    if ('problem' in read) return tell(read.problem);
    tell(null);
    setFile(read.file);
    if (name === '') setName(read.file.name);
  };
  const isComplete = preview !== null && name.trim() !== '';
  const submit = async () => {
    if (preview !== null) end(await setPlan({ ...preview, site: place.site }));
  };
  return (
    <DialogForm
      verb={SITE_PLAN.set}
      testId="plan-confirm"
      isComplete={isComplete}
      onSubmit={() => void submit()}
      onCancel={onClose}
    >
      <div className={styles.columns}>
        <div className={styles.fields}>
          <Field label={SITE_PLAN.file}>
            <input
              type="file"
              className={styles.file}
              accept={PLAN_MEDIA.join()}
              data-testid="plan-file"
              onChange={(event) => void choose(event.target.files?.[0])}
            />
          </Field>
          {place.plan !== null && <p className={styles.kept}>{SITE_PLAN.kept(place.plan.name)}</p>}
          <Field label={SITE_PLAN.name}>
            <TextField
              value={name}
              maxLength={200}
              data-testid="plan-name"
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <div className={styles.corners}>
            {FIELDS.map(({ key, label }) => (
              <Field key={key} label={label}>
                <TextField
                  inputMode="decimal"
                  value={corners[key]}
                  data-testid={`plan-${key}`}
                  onChange={(event) => setCorners({ ...corners, [key]: event.target.value })}
                />
              </Field>
            ))}
          </div>
          <Button
            hint={SITE_PLAN.takeView.hint}
            data-testid="plan-take-view"
            onClick={() => view.current !== null && setCorners(written(cornersOf(view.current, INSET)))}
          >
            {SITE_PLAN.takeView.label}
          </Button>
          {place.plan !== null && (
            <Button
              kind="quiet"
              data-testid="plan-remove"
              onClick={() => void removePlan(place.site).then(end)}
            >
              {SITE_PLAN.remove}
            </Button>
          )}
        </div>
        <div className={styles.preview}>
          <MapFrame
            label={SITE_PLAN.preview(place.site)}
            content={content}
            file={mapFile}
            wheel="always"
            marks={(shown) => {
              view.current = shown;
              return (
                <>
                  {preview !== null && <PlanImage view={shown} plan={preview} />}
                  <Fence view={shown} geofence={place.geofence} location={place.location} />
                  {place.location !== null && <SiteMark view={shown} location={place.location} />}
                </>
              );
            }}
          />
        </div>
      </div>
      <p role="alert" className={styles.problem}>
        {problem}
      </p>
    </DialogForm>
  );
}

export type SitePlanDialogProps = { readonly store: MapStore; readonly archive: ArchiveStore };

/** Lays a drawing of a site on the map, by its two corners. */
export function SitePlanDialog({ store, archive }: SitePlanDialogProps) {
  const { planning, planPlace, plan } = useStore(store);
  useEffect(() => {
    if (planning !== null) void archive.getState().load();
  }, [planning, archive]);
  const isKnown = planning !== null && planPlace?.site === planning;
  const close = () => void plan(null);
  return (
    <Modal
      title={SITE_PLAN.title(planning ?? '')}
      description={SITE_PLAN.description}
      open={planning !== null}
      onClose={close}
      wide
    >
      {isKnown ? (
        <Body key={planning} store={store} archive={archive} place={planPlace} onClose={close} />
      ) : (
        <p>{EVIDENCE_MAP.loading}</p>
      )}
    </Modal>
  );
}
