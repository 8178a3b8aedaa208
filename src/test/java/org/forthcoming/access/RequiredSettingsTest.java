package org.forthcoming.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.mock.env.MockEnvironment;

/** It does not start where others could walk in. */
class RequiredSettingsTest {

    private final MockEnvironment settings = new MockEnvironment();

    @BeforeEach
    void on_this_machine() {
        settings.setConversionService(new ApplicationConversionService());
        settings.setProperty("server.address", "127.0.0.1");
    }

    @Test
    void production_needs_an_administrator_and_a_secret_for_links() {
        settings.setActiveProfiles("production");
        assertThatThrownBy(this::start)
                .hasMessageContaining("forthcoming.admin.id")
                .hasMessageContaining("forthcoming.admin.password")
                .hasMessageContaining("forthcoming.link-secret");
    }

    @Test
    void a_blank_password_is_none() {
        settings.setActiveProfiles("production");
        settings.setProperty("forthcoming.admin.id", "root");
        settings.setProperty("forthcoming.admin.password", " ");
        settings.setProperty("forthcoming.link-secret", "s3cret");
        assertThatThrownBy(this::start)
                .message()
                .contains("forthcoming.admin.password")
                .doesNotContain("link-secret");
    }

    @Test
    void production_starts_with_all_of_them() {
        settings.setActiveProfiles("production");
        settings.setProperty("forthcoming.admin.id", "root");
        settings.setProperty("forthcoming.admin.password", "pw");
        settings.setProperty("forthcoming.link-secret", "s3cret");
        assertThatCode(this::start).doesNotThrowAnyException();
    }

    @Test
    void the_embedded_default_needs_nothing() {
        assertThatCode(this::start).doesNotThrowAnyException();
    }

    @Test
    void listening_to_other_machines_needs_an_administrator_too() {
        settings.setProperty("server.address", "0.0.0.0");
        assertThatThrownBy(this::start).hasMessageContaining("forthcoming.admin.id");
    }

    private void start() {
        new RequiredSettings().postProcessEnvironment(settings, new SpringApplication());
    }
}
