package org.forthcoming.access;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.web.servlet.WebMvcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The security chains alone: behind them is whatever is asked for, and users have their role's name as password. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WebMvcTest(
        controllers = Login.class,
        excludeFilters = {
            @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Filter.class),
            @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.OpenIncidents")
        })
@Import({Security.class, Denials.class, WebappSignedIn.class, AtTheDoor.Inside.class})
@interface AtTheDoor {

    /** Stands for everything else. */
    @TestConfiguration
    @RestController
    class Inside {

        @RequestMapping("/**")
        String answer(HttpServletRequest request) {
            return "inside " + request.getRequestURI();
        }

        @Bean
        AuthenticationProvider nameIsPassword() {
            return new AuthenticationProvider() {

                @Override
                public Authentication authenticate(Authentication attempt) {
                    if (!attempt.getName().equals(attempt.getCredentials())) {
                        throw new BadCredentialsException("wrong");
                    }
                    return UsernamePasswordAuthenticationToken.authenticated(
                            attempt.getName(), null, AuthorityUtils.createAuthorityList("ROLE_" + attempt.getName()));
                }

                @Override
                public boolean supports(Class<?> type) {
                    return true;
                }
            };
        }
    }
}
