package io.hitless.api.image;

import io.hitless.api.body.FormReader;
import io.hitless.api.body.ImageUrl;
import io.hitless.api.body.LocalAddresses;
import io.hitless.api.body.MergePatch;
import io.hitless.api.problem.Code;
import io.hitless.api.problem.Rejection;
import io.hitless.api.problem.Violation;
import io.hitless.api.rest.Listing;
import io.hitless.api.rest.Paging;
import io.hitless.api.rest.ValidateOnly;
import io.hitless.api.rest.Version;
import io.hitless.device.facts.SoftwareVersion;
import io.hitless.image.Image;
import io.hitless.image.ImageId;
import io.hitless.image.ImageStore;
import io.hitless.image.Images;
import io.hitless.inventory.Vault;
import io.hitless.page.TimeOrderedIds;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `/images`: what devices may be upgraded to.
@RestController
@RequestMapping("/api/v1/images")
@Tag(name = "Images")
final class ImageController {
  private final Images images;
  private final ImageStore store;
  private final Vault vault;
  private final LocalAddresses local;
  private final FormReader forms;
  private final JsonMapper json;
  private final TimeOrderedIds ids;
  private final InstantSource clock;

  ImageController(
      Images images,
      ImageStore store,
      Vault vault,
      LocalAddresses local,
      FormReader forms,
      JsonMapper json,
      TimeOrderedIds ids,
      InstantSource clock) {
    this.images = images;
    this.store = store;
    this.vault = vault;
    this.local = local;
    this.forms = forms;
    this.json = json;
    this.ids = ids;
    this.clock = clock;
  }

  @PostMapping
  @Operation(summary = "Register an image")
  @ApiResponse(responseCode = "201", description = "Registered")
  ResponseEntity<ImageView> create(@RequestBody ImageForm form, ValidateOnly validate) {
    Instant now = clock.instant();
    Image image = image(form, new ImageId(ids.next()), 0, now);
    if (validate.asked()) {
      return ResponseEntity.ok(view(image));
    }
    images.add(image);
    Image stored = found(image.id());
    return ResponseEntity.created(URI.create("/api/v1/images/" + stored.id()))
        .eTag(Version.etag(stored.rowVersion()))
        .body(view(stored));
  }

  @GetMapping
  @Operation(summary = "List images")
  Listing<ImageView> list(Paging paging) {
    return Listing.of(images.list(paging.request()), this::view);
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show an image")
  ResponseEntity<ImageView> show(@PathVariable ImageId id) {
    return answer(found(id));
  }

  @PatchMapping(
      path = "/{id}",
      consumes = {"application/json", "application/merge-patch+json"})
  @Operation(summary = "Change an image (JSON Merge Patch)")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/merge-patch+json",
              schema = @Schema(ref = "#/components/schemas/ImagePatch")))
  ResponseEntity<ImageView> change(
      @PathVariable ImageId id,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      @RequestBody JsonNode patch) {
    Image before = found(id);
    Version.matched(ifMatch, before.rowVersion());
    ObjectNode current = json.valueToTree(ImageForm.of(before));
    ImageForm form = forms.read(MergePatch.apply(current, patch), ImageForm.class);
    return answer(
        images.replace(image(form, before.id(), before.rowVersion(), before.createdAt())));
  }

  /// Reads the body as it comes: it is never held in memory, and never longer than was registered.
  @PutMapping(path = "/{id}/content", consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  @Operation(summary = "Upload the content of an image that the service sends (PUSH)")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
              schema = @Schema(type = "string", format = "binary")))
  ResponseEntity<ImageView> upload(
      @PathVariable ImageId id,
      @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch,
      HttpServletRequest request)
      throws IOException {
    Image image = found(id);
    Version.matched(ifMatch, image.rowVersion());
    if (!(image.source() instanceof Image.Source.Push)) {
      throw new Rejection(
          Code.NOT_PUSHED, "only an image with the source PUSH is sent by the service");
    }
    long announced = request.getContentLengthLong();
    if (announced >= 0 && announced != image.sizeBytes()) {
      throw tooLongOrShort(image, announced);
    }
    switch (store.keep(image, request.getInputStream())) {
      case ImageStore.Upload.Kept _ -> {}
      case ImageStore.Upload.WrongSize(long atLeast) -> throw tooLongOrShort(image, atLeast);
      case ImageStore.Upload.WrongHash(String algorithm, String found) ->
          throw new Rejection(
              Code.CONTENT_MISMATCH,
              "the " + algorithm + " of what was uploaded is " + found + ", not the image's");
      case ImageStore.Upload.NoRoom(long free) ->
          throw new Rejection(
              Code.INSUFFICIENT_STORAGE, "the disk for images has " + free + " bytes left");
    }
    return answer(images.replace(image));
  }

  private static Rejection tooLongOrShort(Image image, long bytes) {
    return new Rejection(
            bytes > image.sizeBytes() ? Code.BODY_TOO_LARGE : Code.CONTENT_MISMATCH,
            "the image has " + image.sizeBytes() + " bytes, not " + bytes)
        .withHeader("Connection", "close");
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Forget an image")
  @ApiResponse(responseCode = "204", description = "Forgotten")
  ResponseEntity<Void> remove(
      @PathVariable ImageId id, @RequestHeader(HttpHeaders.IF_MATCH) Optional<String> ifMatch)
      throws IOException {
    images.remove(id, Version.matched(ifMatch, found(id).rowVersion()));
    store.forget(id);
    return ResponseEntity.noContent().build();
  }

  private Image image(ImageForm form, ImageId id, long rowVersion, Instant createdAt) {
    form.source()
        .url()
        .flatMap(ImageUrl::host)
        .flatMap(host -> local.fault(host, "/source/url"))
        .ifPresent(fault -> {
          throw Rejection.invalid(List.of(fault));
        });
    form.source()
        .credential()
        .filter(name -> vault.find(name).isEmpty())
        .ifPresent(missing -> {
          throw Rejection.invalid(
              List.of(
                  new Violation(
                      "/source/credential",
                      "unknown-credential",
                      "there is no credential of this name")));
        });
    return new Image(
        id,
        form.filename(),
        form.platform().name(),
        SoftwareVersion.of(form.version()),
        form.sizeBytes(),
        form.md5().map(hex -> hex.toLowerCase(Locale.ROOT)),
        form.sha512().map(hex -> hex.toLowerCase(Locale.ROOT)),
        form.status().orElse(Image.Status.LAB),
        form.origin(),
        rowVersion,
        createdAt,
        clock.instant());
  }

  private ImageView view(Image image) {
    return ImageView.of(
        image, image.source() instanceof Image.Source.Push && store.content(image).isPresent());
  }

  private Image found(ImageId id) {
    return images.find(id).orElseThrow(() -> Rejection.notFound("image", id.toString()));
  }

  private ResponseEntity<ImageView> answer(Image image) {
    return ResponseEntity.ok().eTag(Version.etag(image.rowVersion())).body(view(image));
  }
}
